using System.Text.Json;
using Flywheel.Metrics;
using Flywheel.Monitoring;
using Flywheel.Storage;

namespace Flywheel.Tests.Storage;

public sealed class JsonTests
{
    [Fact]
    public void A_record_is_kebab_case_indented_with_LF_and_without_what_is_absent()
    {
        var text = Json.Write(new CheckResult("rows ≥ 1 & \"all\"", true, Outcome.NotEnoughEvidence, "Zürich"));

        Assert.Equal(
            "{\n  \"check\": \"rows ≥ 1 & \\\"all\\\"\",\n  \"alert\": true,\n  \"outcome\": \"not-enough-evidence\",\n  \"why\": \"Zürich\"\n}\n",
            text
        );
    }

    [Fact]
    public void A_measurement_comes_back_to_the_last_bit()
    {
        var measured = new Measurement
        {
            Rows = 3,
            Clusters = 2.7182,
            Value = 0.1 + 0.2,
            StandardError = 1e-300,
            Low = -0.0,
            High = 1.0 / 3,
        };

        Assert.Equal(measured, Json.Read<Measurement>(Json.Write(measured)));
        Assert.DoesNotContain("why", Json.Write(measured), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_number_is_refused_and_never_written()
    {
        Assert.ThrowsAny<Exception>(() => Json.Write(new Measurement { Value = double.NaN }));
    }

    [Fact]
    public void A_null_is_refused_by_the_name_of_what_was_wanted()
    {
        var refused = Assert.Throws<JsonException>(() => Json.Read<Measurement>("null"));

        Assert.Equal("A Measurement is null.", refused.Message);
    }
}
