using System.CommandLine;

namespace SmsWiser.Host.Commands;

/// <summary>The options that every verb has.</summary>
internal static class CommonOptions
{
    public static readonly Option<string> Data = new("--data")
    {
        Description = "Data directory; a node that runs on it is used (SMSWISER_DATA, or ./smswiser-data).",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("SMSWISER_DATA") ?? "smswiser-data",
    };

    public static readonly Option<string?> Account = new("--account")
    {
        Description = "Client id of the account that asks (SMSWISER_ACCOUNT).",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("SMSWISER_ACCOUNT"),
    };

    public static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object on the last line, nothing else." };
}
