namespace Flywheel.SignOff;

/// <summary>The CODEOWNERS that a repository begins with; this repository's own.</summary>
public static class OwnersTemplate
{
    public static string Text { get; } =
        $"""
            # Who must accept what the loop proposes and what decides it: GitHub asks the owners of a file that a pull request touches.
            # Replace {Owner.Placeholder} by a team or people of yours who may write to this repository. Of the lines that match a file
            # the last one counts. `./flywheel sign-off --check` tells what has no owner; docs/sign-off.md says the rest.
            /strategy/              {Owner.Placeholder}
            /datasets/              {Owner.Placeholder}
            /evalsets/              {Owner.Placeholder}
            /models/                {Owner.Placeholder}
            /reports/               {Owner.Placeholder}
            /.github/workflows/     {Owner.Placeholder}
            /.github/CODEOWNERS     {Owner.Placeholder}

            """.ReplaceLineEndings("\n");
}
