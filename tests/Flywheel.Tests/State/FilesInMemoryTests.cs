using Flywheel.State;

namespace Flywheel.Tests.State;

public sealed class FilesInMemoryTests
{
    private readonly FilesInMemory below = new(null!);
    private readonly FilesInMemory files;

    public FilesInMemoryTests() => files = new(below);

    [Fact]
    public void Only_evaluation_sets_shine_through()
    {
        below.Write("evalsets/flights/red-eye/v1/manifest.yaml", "set");
        below.Write("models/flights/deployment.yaml", "production's");

        Assert.Equal("set", files.Read("evalsets/flights/red-eye/v1/manifest.yaml"));
        Assert.Null(files.Read("models/flights/deployment.yaml"));
    }

    [Fact]
    public void What_is_written_stays_above()
    {
        files.Write("models/flights/deployment.yaml", "a");
        files.Write("models/flights/deployment.yaml", "b");
        files.Write("modelsmith.yaml", "c");

        Assert.Equal("b", files.Read("models/flights/deployment.yaml"));
        Assert.Equal(["models/flights/deployment.yaml"], files.List("models"));
        Assert.Null(below.Read("models/flights/deployment.yaml"));
    }
}
