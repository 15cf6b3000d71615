using System.CommandLine;
using System.Globalization;
using Flywheel.Cli.Adapters;
using Flywheel.Datasets;
using Flywheel.Expressions;
using Flywheel.State;
using Flywheel.Strategy;
using Flywheel.Turns;
using Flywheel.Yaml;

namespace Flywheel.Cli.Commands.EvaluationSets;

/// <summary>The evaluation sets of one model, and which of them an argument means.</summary>
internal sealed class Sets(Workshop workshop, ModelStrategy strategy)
{
    private readonly Lazy<IReadOnlyList<EvaluationSetTag>> tags = new(() => EvaluationSetTag.All(workshop.Root, strategy.Model));

    public static Argument<string> Name() => new("name") { Description = "Name of the set.", HelpName = "NAME" };

    public static Argument<string?> Version(string name, string description) =>
        new(name)
        {
            Description = description,
            HelpName = name.ToUpperInvariant(),
            Arity = ArgumentArity.ZeroOrOne,
        };

    public IReadOnlyList<EvaluationSetTag> Tags => tags.Value;

    public IReadOnlyList<string> Names =>
        [.. EvaluationSetReference.Names(workshop.Files, strategy.Model).Union(Tags.Select(tag => tag.Name)).Order(StringComparer.Ordinal)];

    /// <summary>A turn that sees what there is by a time; by the last in the ledger without one.</summary>
    public Turn At(DateTime? asOf, ModelStrategy? other = null)
    {
        var path = Ledger.Path(strategy.Model);
        var time =
            asOf
            ?? Ledger.Read(workshop.Files.Read(path), path).LastOrDefault()?.AsOf
            ?? throw new RefusedException(ExitCode.Mistake, "There is no turn yet. Name a time: --as-of 2001-01-29");
        return new(other ?? strategy, time, BaseState.Before(time, workshop.Files, strategy.Model), workshop.Open(other ?? strategy));
    }

    /// <summary>A view of the sets, for which no time matters.</summary>
    public EvaluationSetView View() => new(At(EraseCommand.Ever));

    /// <summary>Versions in the working tree and of tags, in order.</summary>
    public IReadOnlyList<EvaluationSetVersion> Versions(string name) =>
        EvaluationSetVersion.InOrder(EvaluationSetReference.In(workshop.Files, strategy.Model, name).Union(Tagged(name)));

    public IReadOnlyList<EvaluationSetVersion> Tagged(string name) => [.. Tags.Where(tag => tag.Name == name).Select(tag => tag.Version)];

    /// <summary>The set and its version that are meant: the newest without one.</summary>
    /// <returns>The version as folders are asked for it.</returns>
    /// <exception cref="RefusedException">There is none; the message says which there are.</exception>
    public EvaluationSetReference Find(string name, string? text)
    {
        var versions = Known(name);
        if (text is null)
        {
            return new(versions[^1], versions[^1].Major, null);
        }

        var reference =
            EvaluationSetReference.Parse(text)
            ?? throw new RefusedException(
                ExitCode.Mistake,
                $"'{text}' is no version. Write {EvaluationSetReference.Forms}. {There(name, versions)}"
            );
        if (reference.Revision is { } revision && GitFiles.AtOrNull(workshop.Root, revision) is null)
        {
            var near = Nearest.To(revision, Tags.Select(tag => EvaluationSetTag.Of(strategy.Model, tag.Name, tag.Version.Text)));
            throw new RefusedException(
                ExitCode.Mistake,
                $"git knows no revision '{revision}' here. {(near is null ? "Its tags: git tag --list 'evalset/*'" : $"Did you mean '{near}'?")}"
            );
        }

        if (reference.Version is null)
        {
            return EvaluationSetVersion.Newest(versions.Where(version => version.Major == reference.Line)) is { } newest
                ? reference with
                {
                    Version = newest,
                }
                : throw new RefusedException(ExitCode.Mistake, $"{name} has no version {text}. {There(name, versions)}");
        }

        return workshop.Files.Read($"{EvaluationSet.Folder(strategy.Model, name, reference.Text)}/{EvaluationSetManifest.File}") is not null
            ? reference
            : throw new RefusedException(
                ExitCode.Mistake,
                $"{name} has no version {reference.Version.Value.Text}{(reference.Revision is null ? "" : $" at {reference.Revision}")}. {There(name, versions)}"
            );
    }

    /// <summary>Versions of a set that there is.</summary>
    public IReadOnlyList<EvaluationSetVersion> Known(string name) =>
        Versions(name) is { Count: > 0 } versions
            ? versions
            : throw new RefusedException(
                ExitCode.Mistake,
                $"There is no evaluation set '{name}' of {strategy.Model}. "
                    + (
                        Nearest.To(name, Names) is { } near ? $"Did you mean '{near}'?"
                        : Names.Count == 0
                            ? $"There is none yet; make one: flywheel evalset add {strategy.Model} {name} --where \"…\" --why \"…\""
                        : $"There are: {Listing.Of(Names)}."
                    )
            );

    /// <summary>A condition of the command line, checked.</summary>
    public CheckedExpression Condition(string where)
    {
        var faults = new List<Fault>();
        return workshop.Checker.Check(new Expression(where, new Place("--where", 1, 1)), strategy.Log.Columns, Wanted.Boolean, faults)
            ?? throw new RefusedException(ExitCode.Mistake, string.Join('\n', faults));
    }

    /// <summary>What a change is to somebody who has figures of the version before.</summary>
    public static string Said(SetChange change) =>
        change switch
        {
            SetChange.Replaced => "its figures cannot be compared with those of before",
            SetChange.Added => "it holds all that was there before",
            SetChange.Words => "only words are other ones",
            _ => "nothing differs",
        };

    private static string There(string name, IReadOnlyList<EvaluationSetVersion> versions) =>
        $"There are, of {name}: {Listing.Of(versions.Select(version => version.Text))}.";

    /// <summary>A number of rows, as tables show it.</summary>
    public static string Count(long? count) => count?.ToString("N0", CultureInfo.InvariantCulture) ?? "–";

    /// <summary>A mean of labels, as tables show it.</summary>
    public static string Number(double? number) => number?.ToString("0.###", CultureInfo.InvariantCulture) ?? "–";
}
