using System.Text.Json;

namespace SmsWiser.Tests.Smpp.Vectors;

/// <summary>The test vectors that are embedded in this assembly, by file and by name.</summary>
internal static class VectorFile
{
    public static TheoryData<string> Names(string file, Func<JsonElement, bool> which) =>
        new(Read(file).EnumerateArray().Where(which).Select(vector => vector.GetProperty("name").GetString()!));

    public static JsonElement Vector(string file, string name) =>
        Read(file).EnumerateArray().Single(vector => vector.GetProperty("name").GetString() == name);

    private static JsonElement Read(string file)
    {
        using var stream = typeof(VectorFile).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"no embedded vector file {file}");
        return JsonElement.Parse(ReadAll(stream));
    }

    private static byte[] ReadAll(Stream stream)
    {
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
