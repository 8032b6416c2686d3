using System.Text.Json;

namespace SmsWiser.Host.Backups;

/// <summary>First entry of a backup: what is in it and how it was taken.</summary>
internal sealed record BackupManifest
{
    /// <summary>The layout that this program writes and reads.</summary>
    public const int Layout = 1;

    /// <summary>Name of its entry.</summary>
    public const string Name = "manifest.json";

    private static readonly JsonSerializerOptions Snake = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };

    /// <summary>Layout of the file.</summary>
    public required int Version { get; init; }

    /// <summary>When the snapshot was taken, UTC.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>Whether an operator had paused all sending.</summary>
    public required bool IsPaused { get; init; }

    /// <summary>Chunks that the node had in hand; their leads end as unknown.</summary>
    public required long ClaimedChunks { get; init; }

    /// <summary>Sendouts that were not over.</summary>
    public required long UnfinishedSendouts { get; init; }

    /// <summary>Leads of theirs without an outcome.</summary>
    public required long OpenLeads { get; init; }

    /// <summary>The entries that follow, in order.</summary>
    public required IReadOnlyList<BackupEntry> Entries { get; init; }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Snake);

    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidDataException">It is none, or of a newer program.</exception>
    public static BackupManifest Read(Stream octets)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<BackupManifest>(octets, Snake)
                ?? throw new InvalidDataException("the manifest of the backup is empty");
            return manifest.Version == Layout ? manifest
                : throw new InvalidDataException($"the backup has layout {manifest.Version}; this program reads {Layout}");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"the manifest of the backup cannot be read: {error.Message}", error);
        }
    }
}

/// <summary>A file in a backup.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Octets">Its length.</param>
/// <param name="Sha256">Its SHA-256, in hexadecimal.</param>
internal sealed record BackupEntry(string Name, long Octets, string Sha256);
