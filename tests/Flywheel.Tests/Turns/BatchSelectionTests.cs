using Flywheel.Metrics;
using Flywheel.State;
using Flywheel.Tests.Infra;
using Flywheel.Training;

namespace Flywheel.Tests.Turns;

/// <summary>Rows chosen between rounds, from the YAML to a rebuild.</summary>
public sealed class BatchSelectionTests
{
    private const string Four = "2024-01-05";

    [Theory]
    [InlineData(ModelTask.Binary, "by: loss, share: 0.4", "loss share 0.4 floor 0.05 drawn")]
    [InlineData(ModelTask.Binary, "by: reducible-loss, share: 0.5, floor: 0.1, top: true", "reducible-loss share 0.5 floor 0.1 top")]
    [InlineData(ModelTask.Multiclass, "by: reducible-loss", "reducible-loss share 0.3 floor 0.05 drawn")]
    [InlineData(ModelTask.Regression, "by: loss", "loss share 0.3 floor 0.05 drawn")]
    public void A_model_whose_rows_are_chosen_says_so_and_is_made_again(ModelTask task, string how, string said)
    {
        using var shop = new TemporaryRepository(task: task);
        shop.Edit("eta: 0.3", $"eta: 0.3, batch-selection: {{ {how} }}");
        shop.Live(4);

        var verified = shop.Flywheel("verify", $"shop@{Four}");

        Assert.Equal(said, ModelManifest.Read(new WorkingTree(shop.Root), "shop", Four).Parameters["batch_selection"]);
        Assert.True(verified.Code == 0, verified.Output + verified.Error);
    }

    [Fact]
    public void A_floor_that_leaves_nothing_to_choose_is_a_fault()
    {
        using var shop = new TemporaryRepository();
        shop.Edit("eta: 0.3", "eta: 0.3, batch-selection: { share: 0.2, floor: 0.2 }");

        var said = shop.Flywheel("validate");

        Assert.Equal(2, said.Code);
        Assert.Contains("The least chance 0.2 is no less than the share 0.2.", said.Output + said.Error, StringComparison.Ordinal);
    }
}
