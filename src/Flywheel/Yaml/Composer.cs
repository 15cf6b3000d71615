using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Flywheel.Yaml;

/// <summary>Builds the node tree of one YAML text and reports everything that a strategy file may not contain.</summary>
/// <remarks>Aliases are never followed, so the tree is never larger than the text: there is no alias bomb to defuse.</remarks>
public sealed class Composer
{
    internal const int MaxDepth = 32;

    private readonly string _file;
    private readonly IParser _parser;
    private readonly Faults _faults;

    private Composer(string file, string text, Faults faults)
    {
        _file = file;
        _parser = new Parser(new StringReader(text));
        _faults = faults;
    }

    /// <summary>The root of the text; null when there is none, or when the text stops being YAML. Faults tell why.</summary>
    public static YamlNode? Read(string file, string text, Faults faults) => Read(file, text, faults, YamlGuards.MaxBytes);

    /// <param name="most">Bytes that the text may have.</param>
    internal static YamlNode? Read(string file, string text, Faults faults, int most)
    {
        if (!YamlGuards.Accept(file, text, faults, most))
        {
            return null;
        }

        var composer = new Composer(file, text, faults);
        try
        {
            return composer.Document();
        }
        catch (TooDeepException)
        {
            return null;
        }
        catch (YamlException e)
        {
            faults.Add(YamlGuards.Syntax(e, text, file));
            return null;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IndexOutOfRangeException or FormatException)
        {
            // The scanner lets a few slips of its own through, e.g. for an escape that names no character.
            var last = composer._parser.Current?.End ?? Mark.Empty;
            faults.Add(YamlGuards.Syntax(new YamlException(last, last, e.Message), text, file));
            return null;
        }
    }

    private YamlNode? Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            _faults.Add(YamlGuards.Empty(new Place(_file, 1, 1)));
            return null;
        }

        _parser.Consume<DocumentStart>();
        var root = Node(1);
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
        {
            _faults.Add(YamlGuards.SecondDocument(At(second.Start)));
        }

        if (root is YamlScalar { Text: "", IsQuoted: false })
        {
            _faults.Add(YamlGuards.Empty(root.At));
            return null;
        }

        return root;
    }

    private YamlNode Node(int depth)
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            _faults.Add(YamlGuards.Alias(At(alias.Start), alias.Value.Value));
            return new YamlBroken(At(alias.Start));
        }

        if (_parser.Accept<NodeEvent>(out var start))
        {
            Refuse(start);
        }

        if (_parser.TryConsume<Scalar>(out var scalar))
        {
            return new YamlScalar(At(scalar.Start), scalar.Value, scalar.Style != ScalarStyle.Plain);
        }

        if (depth > MaxDepth)
        {
            _faults.Add(YamlGuards.TooDeep(At(_parser.Current!.Start)));
            throw new TooDeepException();
        }

        return _parser.TryConsume<SequenceStart>(out var list) ? List(At(list.Start), depth) : Map(depth);
    }

    private YamlList List(Place at, int depth)
    {
        var items = new List<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Node(depth + 1));
        }

        return new YamlList(at, items);
    }

    private YamlMap Map(int depth)
    {
        var at = At(_parser.Consume<MappingStart>().Start);
        var entries = new List<YamlEntry>();
        var places = new Dictionary<string, Place>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = Node(depth + 1);
            var value = Node(depth + 1);
            if (key is YamlScalar { Text: var name } && places.TryAdd(name, key.At))
            {
                entries.Add(new YamlEntry(name, key.At, value));
            }
            else if (key is YamlScalar twice)
            {
                _faults.Add(YamlGuards.DuplicateKey(twice, places[twice.Text]));
            }
            else if (key is not YamlBroken)
            {
                _faults.Add(YamlGuards.KeyNotText(key));
            }
        }

        return new YamlMap(at, entries);
    }

    private void Refuse(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
        {
            _faults.Add(YamlGuards.Anchor(At(node.Start), node.Anchor.Value));
        }

        // A quoted scalar carries the tag "!" of itself; only a tag with a name was written by the author.
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific)
        {
            _faults.Add(YamlGuards.Tag(At(node.Start), node.Tag.Value));
        }
    }

    private Place At(Mark mark) => new(_file, (int)mark.Line, (int)mark.Column);

#pragma warning disable CA1064 // Leaves Node for Read and nobody else.
    private sealed class TooDeepException : Exception;
#pragma warning restore CA1064
}
