using System.Security.Cryptography;
using SmsWiser.Core;
using SmsWiser.Core.Chance;
using SmsWiser.Web.Requests;

namespace SmsWiser.Web.Audience;

/// <summary>Files on their way in: written as they come, for the node's own account only, and unlinked as soon as the import has opened
/// them. What a crash leaves is removed at the next start.</summary>
internal sealed class Spool(string directory, IRandom random)
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>Empties the directory.</summary>
    public void Begin()
    {
        if (Directory.Exists(directory))
            Directory.Delete(directory, recursive: true);
        Directory.CreateDirectory(directory);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Takes a file.</summary>
    /// <exception cref="ProblemException"><c>too_large</c>.</exception>
    public async Task<SpooledFile> ReceiveAsync(Stream body, long maxBytes, CancellationToken cancellation)
    {
        var path = Path.Combine(directory, $"{PublicId.New(random)}.csv");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            await using var file = new FileStream(path, options);
            var buffer = new byte[BufferBytes];
            long length = 0;
            for (int read; (read = await body.ReadAsync(buffer, cancellation)) > 0; )
            {
                if ((length += read) > maxBytes)
                    throw new ProblemException(ErrorCode.TooLarge, $"the file has more than {maxBytes} octets; divide it");
                hash.AppendData(buffer.AsSpan(0, read));
                await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }
        }
        catch
        {
            File.Delete(path);
            throw;
        }
        return new(path, hash.GetHashAndReset());
    }
}

/// <summary>A file that came; removed when disposed.</summary>
/// <param name="Path">Where it lies on the node.</param>
/// <param name="Hash">SHA-256 of its octets.</param>
internal sealed record SpooledFile(string Path, byte[] Hash) : IDisposable
{
    public void Dispose() => File.Delete(Path);
}
