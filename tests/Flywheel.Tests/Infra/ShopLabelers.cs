using Flywheel.Curation.Labelling;
using Flywheel.Strategy;
using Flywheel.Warehouse;

namespace Flywheel.Tests.Infra;

/// <summary>A shop whose labels are given by labelers, and a program that knows the truth and behaves as it is told.</summary>
internal static class ShopLabelers
{
    /// <summary>Reads how to behave from mode.txt: MODE and a number; notes in asked.txt how many points each call had.</summary>
    private const string Program = """
        import csv, json, os, sys, time
        folder = sys.argv[-1]
        job = json.load(open(os.path.join(folder, "job.json")))
        truth = {row["order_id"]: row["returned"] for row in csv.DictReader(open("truth.csv"))}
        points = list(csv.DictReader(open(os.path.join(folder, job["points"]))))
        with open("asked.txt", "a") as asked:
            asked.write(f"{len(points)}\n")
        mode, after = open("mode.txt").read().split()
        labels = open(os.path.join(folder, job["labels"]), "w")
        labels.write(f'{job["id"]},{job["label"]}\n')
        for place, point in enumerate(points):
            if mode != "good" and place == int(after):
                labels.write(point["order_id"])
                labels.flush()
                if mode == "crash":
                    sys.stderr.write("out of memory at " + str(time.time()))
                    sys.exit(3)
                if mode == "hang":
                    time.sleep(600)
                if mode == "nonsense":
                    labels.write(",maybe\n999999999,1\nx,0\n")
                    labels.write(f'{points[0]["order_id"]},{1 - int(truth[points[0]["order_id"]])}\n')
                    break
            labels.write(f'{point["order_id"]},{truth[point["order_id"]]}\n')
            labels.flush()
        """;

    public const string ByProgram = "labels: { command: { run: [ python3, labeler.py ], within: 10s, price: 0.25 } }";

    /// <summary>A hundred labels a turn, of orders drawn from all alike.</summary>
    public static TemporaryRepository Repository(string labels, string rules = "budget: 100\nrules:\n  - random: {}\n")
    {
        var repository = new TemporaryRepository();
        repository.Edit(StrategyLoader.CurationName, "labels: from-log\nrules:\n  - random: { share: 1 }\n", $"{labels}\n{rules}");
        repository.Write("labeler.py", Program);
        repository.Behave("good 0");
        return repository;
    }

    public static void Behave(this TemporaryRepository repository, string mode) => repository.Write("mode.txt", mode);

    /// <summary>Lets a cycle arrive, with the truth of it where the program finds it.</summary>
    public static void ArriveWithTruth(this TemporaryRepository repository, int cycles)
    {
        repository.Arrive(cycles);
        TemporaryRepository.ChangeFiles(
            $"COPY (SELECT order_id, returned FROM read_parquet({Sql.Text(repository.PathOf($"{TemporaryRepository.Source}/labels/*.parquet"))}) ORDER BY ALL) TO {Sql.Text(repository.PathOf("truth.csv"))} (FORMAT csv, HEADER)"
        );
    }

    /// <summary>Lets cycles arrive and turns each.</summary>
    public static void LiveWithTruth(this TemporaryRepository repository, int cycles)
    {
        for (var cycle = 1; cycle <= cycles; cycle++)
        {
            repository.ArriveWithTruth(cycle);
            repository.Turn(cycle);
        }
    }

    /// <summary>How many points each call of the program had.</summary>
    public static int[] Asked(this TemporaryRepository repository) =>
        [.. (repository.Read("asked.txt") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];

    public static LabelRecord Labelled(this TemporaryRepository repository, int cycle) => repository.Turn(cycle).Of<LabelRecord>();
}
