using System.Reflection;
using Flywheel.Curation.Labelling;
using Flywheel.Expressions;
using Flywheel.OfflineTesting.Expectations;
using Flywheel.SignOff;
using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Tests.Kinds;

public sealed class FaultTablesTests
{
    private static readonly (Type Type, IReadOnlyDictionary<string, string> Sentences)[] _tables =
    [
        (typeof(FaultCodes), FaultCodes.All),
        (typeof(ExpressionFaults), ExpressionFaults.All),
        (typeof(ReferenceFaults), ReferenceFaults.All),
        (typeof(LabelFaults), LabelFaults.All),
        (typeof(OwnersFaults), OwnersFaults.All),
        (typeof(ExpectationFaults), ExpectationFaults.All),
    ];

    [Fact]
    public void Every_code_has_its_sentence()
    {
        Assert.All(
            _tables,
            table =>
            {
                Assert.Equal(Codes(table.Type).Order(), table.Sentences.Keys.Order());
                Assert.All(table.Sentences.Values, sentence => Assert.EndsWith(".", sentence, StringComparison.Ordinal));
            }
        );
    }

    [Fact]
    public void No_two_faults_share_a_code_or_a_sentence()
    {
        var codes = _tables.SelectMany(table => Codes(table.Type)).ToList();
        var sentences = _tables.SelectMany(table => table.Sentences.Values).ToList();

        Assert.Equal(codes.Count, codes.Distinct().Count());
        Assert.Equal(sentences.Count, sentences.Distinct().Count());
        Assert.All(codes, code => Assert.Matches("^FW0[1-4][0-9]{2}$", code));
    }

    private static IEnumerable<string> Codes(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!);
}
