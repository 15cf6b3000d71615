#:property RestorePackagesWithLockFile=false
#:property EnforceCodeStyleInBuild=false
#:property RunAnalyzers=false
#:property GenerateDocumentationFile=false

// A trainer for Flywheel in one C# file: naive Bayes over columns cut into bins, for a binary label or classes.
//
//     training:
//       command: { run: [ dotnet, run, examples/trainers/bayes.cs, -- ] }
//
// Called with `fit FOLDER` and `score FOLDER`; docs/trainers.md says which files lie there.
using System.Globalization;
using System.Text.Json;

const int Bins = 12;

var folder = args[1];
using var job = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "job.json")));
var task = job.RootElement.GetProperty("task").GetString();
var classes = task == "multiclass" ? job.RootElement.GetProperty("classes").GetInt32() : 2;
if (task == "regression")
{
    Console.Error.WriteLine("bayes.cs tells classes apart; it cannot learn numbers.");
    return 1;
}

var rows = File.ReadLines(Path.Combine(folder, "rows.csv"))
    .Skip(1)
    .Select(line => Array.ConvertAll(line.Split(','), value => value.Length == 0 ? double.NaN : Number(value)))
    .ToArray();
if (args[0] == "fit")
{
    Fit();
}
else
{
    Score();
}

return 0;

void Fit()
{
    // A line of labels.csv is the class, and where rows weigh differently the weight.
    var labels = File.ReadLines(Path.Combine(folder, "labels.csv")).Skip(1).Select(line => (int)Number(line.Split(',')[0])).ToArray();
    var columns = rows[0].Length;
    using var model = new StreamWriter(Path.Combine(folder, "model")) { NewLine = "\n" };
    var prior = new double[classes];
    Array.ForEach(labels, label => prior[label]++);
    model.WriteLine(Line(prior.Select(count => Math.Log((count + 1) / (labels.Length + classes)))));
    for (var column = 0; column < columns; column++)
    {
        var known = rows.Select(row => row[column]).Where(value => !double.IsNaN(value)).Order().ToArray();
        var cuts =
            known.Length == 0 ? [] : Enumerable.Range(1, Bins - 1).Select(bin => known[bin * known.Length / Bins]).Distinct().ToArray();
        var counts = new double[classes, cuts.Length + 2];
        for (var row = 0; row < rows.Length; row++)
        {
            counts[labels[row], BinOf(rows[row][column], cuts)]++;
        }

        model.WriteLine(Line(cuts));
        for (var label = 0; label < classes; label++)
        {
            var all = prior[label] + cuts.Length + 2;
            model.WriteLine(Line(Enumerable.Range(0, cuts.Length + 2).Select(bin => Math.Log((counts[label, bin] + 1) / all))));
        }
    }
}

void Score()
{
    var lines = File.ReadAllLines(Path.Combine(folder, "model"))
        .Select(line => line.Length == 0 ? [] : Array.ConvertAll(line.Split(','), Number))
        .ToArray();
    using var scores = new StreamWriter(Path.Combine(folder, "scores.csv")) { NewLine = "\n" };
    scores.WriteLine("score");
    foreach (var row in rows)
    {
        var logs = (double[])lines[0].Clone();
        for (var column = 0; column < row.Length; column++)
        {
            var at = 1 + (column * (1 + classes));
            var bin = BinOf(row[column], lines[at]);
            for (var label = 0; label < classes; label++)
            {
                logs[label] += lines[at + 1 + label][bin];
            }
        }

        var most = Array.IndexOf(logs, logs.Max());
        scores.WriteLine(Said(task == "binary" ? 1 / (1 + Math.Exp(logs[0] - logs[1])) : most));
    }
}

// The last bin is that of missing values.
static int BinOf(double value, double[] cuts) => double.IsNaN(value) ? cuts.Length + 1 : cuts.Count(cut => value >= cut);

static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

static string Said(double value) => value.ToString("R", CultureInfo.InvariantCulture);

static string Line(IEnumerable<double> values) => string.Join(',', values.Select(Said));
