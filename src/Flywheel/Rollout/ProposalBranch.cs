namespace Flywheel.Rollout;

/// <summary>The branch of the remote on which a scheduled loop proposes; loop.yml pushes it.</summary>
public static class ProposalBranch
{
    public static string Of(string model) => $"loop/{model}";
}
