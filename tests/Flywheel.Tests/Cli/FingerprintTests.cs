using Flywheel.Cli.Adapters;

namespace Flywheel.Tests.Cli;

public sealed class FingerprintTests
{
    [Fact]
    public void An_environment_is_named_by_what_bytes_hang_on_and_by_no_model_of_a_processor()
    {
        var parts = Fingerprint.Of("1.2.3");

        Assert.Equal("1.2.3", parts["duckdb"]);
        Assert.Matches("^(x64( avx2)?( fma)?|arm64)$", parts["processor"]);
        Assert.Matches("^[0-9]+\\.[0-9]+\\.[0-9]+$", parts["xgboost"]);
        if (OperatingSystem.IsLinux())
        {
            Assert.Matches("^glibc [0-9]+\\.[0-9]+$", parts["libc"]);
        }
    }
}
