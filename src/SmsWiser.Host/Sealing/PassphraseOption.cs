using System.CommandLine;
using SmsWiser.Core.Sealing;
using SmsWiser.Host.Commands;

namespace SmsWiser.Host.Sealing;

/// <summary>The passphrase that wraps master keys outside a data directory: from a file or the environment, never from the command line,
/// which others on the machine can see.</summary>
internal static class PassphraseOption
{
    private const string Variable = "SMSWISER_PASSPHRASE";

    public static readonly Option<string?> File = new("--passphrase-file")
    {
        Description = $"File whose first line is the passphrase of the master keys, {PassphraseSeal.MinPassphrase} characters at least "
            + $"(or {Variable}).",
    };

    /// <summary>Reads it.</summary>
    /// <exception cref="UsageException">There is none, or it is too short.</exception>
    public static string Read(ParseResult parsed)
    {
        var passphrase = parsed.GetValue(File) is { } path ? FirstLine(path) : Environment.GetEnvironmentVariable(Variable);
        return passphrase switch
        {
            null or "" => throw new UsageException($"the master keys need a passphrase: give --passphrase-file FILE, or set {Variable}"),
            { Length: < PassphraseSeal.MinPassphrase } => throw new UsageException(
                $"the passphrase has {passphrase.Length} characters; use {PassphraseSeal.MinPassphrase} at least"),
            _ => passphrase,
        };
    }

    private static string? FirstLine(string path)
    {
        using var reader = new StreamReader(path);
        return reader.ReadLine();
    }
}
