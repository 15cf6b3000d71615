// The loop as targets: each calls the flywheel command, so that a terminal, this script and CI do the same.
// Without #r, #load and #:, so that a move to Cake.Sdk is one added line.

var target = Argument("target", "Loop");
var model = Argument("model", "flights");
var cli = "src/Flywheel.Cli/bin/Release/net10.0/Flywheel.Cli.dll";

void Run(string tool, string arguments)
{
    var code = StartProcess(tool, new ProcessSettings { Arguments = arguments });
    if (code != 0)
    {
        throw new CakeException(code, $"{tool} {arguments} ended with {code}");
    }
}

void Flywheel(string arguments) => Run("dotnet", $"exec {cli} {arguments}");

void Stage(string name, string command, string after, string question) =>
    Task(name).Description(question).IsDependentOn(after).Does(() => Flywheel($"{command} {model}"));

Task("Build")
    .Description("Fetch the native parts, build everything in Release")
    .Does(() => Run("dotnet", "build Flywheel.slnx -c Release -v quiet --nologo -clp:NoSummary"));

Task("Validate").Description("Is every strategy without mistakes?").IsDependentOn("Build").Does(() => Flywheel("validate"));

Task("Arrive")
    .Description("The demo's production: let the next cycle of flights or mails arrive")
    .IsDependentOn("Validate")
    .WithCriteria(() => model is "flights" or "mail", "only the demo is simulated")
    .Does(() =>
    {
        if (model == "mail")
        {
            Run("bash", "build/spam-assassin.sh");
        }

        Flywheel($"simulate {model}");
    });

Stage("Log", "log", "Arrive", "What data should we store?");
Stage("Monitor", "monitor", "Log", "Is this bad or okay?");
Stage("Curate", "curate", "Monitor", "What will we prioritise for labelling and retraining?");
Stage("Label", "label", "Curate", "Who says what became of the picked points?");
Stage("Trigger", "trigger", "Label", "When should we retrain?");
Stage("Form-Dataset", "form-dataset", "Trigger", "Which exact points for this training job?");
Stage("Train", "train", "Form-Dataset", "What can be learned from them?");
Stage("Test-Candidate", "test", "Train", "What does good enough look like for all stakeholders?");
Stage("Roll-Out", "roll-out", "Test-Candidate", "How does an accepted candidate reach production?");
Stage("Report", "report", "Roll-Out", "What was decided, and why?");

Task("Loop").Description("Turn the loop for the next cycle, in one process").IsDependentOn("Arrive").Does(() => Flywheel($"loop {model}"));

Task("Backtest")
    .Description("What would this strategy have done to history?")
    .IsDependentOn("Validate")
    .Does(() => Flywheel($"backtest {model}"));

Task("Format")
    .Description("Format the code; with --check only say what is not formatted")
    .Does(() => Run("dotnet", HasArgument("check") ? "csharpier check ." : "csharpier format ."));

Task("Corpora")
    .Description("Fetch the mails of the demo's second model, and the pictures of tests and benchmarks")
    .Does(() =>
    {
        Run("bash", "build/spam-assassin.sh");
        Run("bash", "build/fashion-mnist.sh");
    });

Task("Browser").Description("Fetch the browser that the site is tested in").Does(() => Run("bash", "build/browser.sh"));

Task("Site")
    .Description("Every model, turn and report as pages: artifacts/site/index.html")
    .IsDependentOn("Build")
    .Does(() => Flywheel("site"));

Task("Test")
    .Description("Format check, build, every test")
    .IsDependentOn("Build")
    .IsDependentOn("Corpora")
    .IsDependentOn("Browser")
    .Does(() =>
    {
        Run("dotnet", "csharpier check .");
        Run(
            "dotnet",
            "test tests/Flywheel.Tests -c Release --no-build --nologo --logger \"console;verbosity=minimal\" --logger \"trx;LogFileName=tests.trx\" --results-directory artifacts/tests"
        );
    });

Task("Bench")
    .Description("Measure against the peers; results go to bench/results")
    .IsDependentOn("Build")
    .IsDependentOn("Corpora")
    .Does(() => Run("bash", "bench/run.sh"));

Task("Accept")
    .Description("Make received snapshots the verified ones")
    .Does(() =>
    {
        foreach (var received in GetFiles("./**/*.received.*"))
        {
            // A page of docs/ is verified under its own name.
            var plain = received.FullPath.Replace(".received.", ".");
            var verified = FileExists(plain) ? plain : received.FullPath.Replace(".received.", ".verified.");
            CopyFile(received, verified);
            DeleteFile(received);
            Information(verified);
        }
    });

Task("Clean")
    .Description("Remove build output and the store; git is untouched")
    .Does(() =>
    {
        CleanDirectories("./src/**/bin");
        CleanDirectories("./src/**/obj");
        CleanDirectories("./tests/**/bin");
        CleanDirectories("./tests/**/obj");
        CleanDirectory("./artifacts");
        CleanDirectory("./.flywheel");
    });

try
{
    RunTarget(target);
}
catch (Exception failure) when (failure.InnerException is CakeException { ExitCode: > 1 } inner)
{
    // The engine turns every failure into 1; the command's own exit code is what CI acts on.
    throw new CakeException(inner.ExitCode, inner.Message);
}
