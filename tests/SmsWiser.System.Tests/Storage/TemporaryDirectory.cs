namespace SmsWiser.System.Tests.Storage;

/// <summary>A directory of its own, removed at the end.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("smswiser-store-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
