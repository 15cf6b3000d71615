using System.Buffers.Binary;
using System.IO.Compression;

namespace Flywheel.Bench.Corpora;

/// <summary>Fashion-MNIST: grey pictures of clothes, 28 by 28, in ten classes of 6,000 for training and 1,000 for testing.</summary>
/// <remarks>
/// H. Xiao, K. Rasul, R. Vollgraf, arXiv:1708.07747, 2017. The files are in the format of MNIST, gzipped: a magic number, sizes, bytes;
/// build/fashion-mnist.sh fetches them.
/// </remarks>
/// <param name="Pixels">Row by row, shape [pictures, 784], each 0 (black) to 255.</param>
/// <param name="Labels">Shape [pictures], places in <see cref="Classes"/>.</param>
public sealed record FashionMnist(byte[] Pixels, byte[] Labels)
{
    /// <summary>Pixels of a row, and rows of a picture.</summary>
    public const int Side = 28;

    /// <summary>Where the build puts its files, from the repository's root.</summary>
    public const string Folder = "build/corpora/fashion-mnist";

    private const int PicturesMagic = 0x803;
    private const int LabelsMagic = 0x801;

    /// <summary>By their number.</summary>
    public static IReadOnlyList<string> Classes { get; } =
    ["top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "boot"];

    public int Pictures => Labels.Length;

    /// <param name="root">The repository's root.</param>
    /// <param name="test">Whether the 10,000 pictures for testing are wanted, and not the 60,000 for training.</param>
    /// <exception cref="FileNotFoundException">They were not fetched.</exception>
    public static FashionMnist Read(string root, bool test = false)
    {
        var name = test ? "t10k" : "train";
        var (pixels, sizes) = Idx(root, $"{name}-images-idx3-ubyte.gz", PicturesMagic);
        var (labels, _) = Idx(root, $"{name}-labels-idx1-ubyte.gz", LabelsMagic);
        return sizes is [var pictures, Side, Side] && pictures == labels.Length
            ? new(pixels, labels)
            : throw new InvalidDataException(
                $"{labels.Length} labels need as many pictures of 28 by 28; got {string.Join(" by ", sizes)}."
            );
    }

    /// <summary>A picture in coarser pixels: the means of squares.</summary>
    /// <param name="picture">Its index.</param>
    /// <param name="square">Pixels of a square's side; a divisor of 28.</param>
    /// <returns>Shape [(28 / square)²], each in [0, 255].</returns>
    public double[] Pooled(int picture, int square)
    {
        var side = Side / square;
        var means = new double[side * side];
        for (var i = 0; i < Side * Side; i++)
        {
            means[(i / Side / square * side) + (i % Side / square)] += Pixels[(picture * Side * Side) + i];
        }

        return Array.ConvertAll(means, sum => sum / (square * square));
    }

    private static (byte[] Bytes, int[] Sizes) Idx(string root, string file, int magic)
    {
        var path = Path.Combine(root, Folder, file);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{Folder}/{file} is not here. Type: ./build/fashion-mnist.sh (it fetches Debian's package).");
        }

        using var zipped = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        zipped.CopyTo(plain);
        var all = plain.ToArray();
        if (Number(all, 0) != magic)
        {
            throw new InvalidDataException($"{path} begins with {Number(all, 0):x}, and not with {magic:x}.");
        }

        // The magic number's last byte says how many sizes follow.
        var sizes = Enumerable.Range(1, magic & 0xff).Select(i => Number(all, i)).ToArray();
        return (all[(4 * (1 + sizes.Length))..], sizes);
    }

    private static int Number(byte[] bytes, int index) => BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(4 * index));
}
