using Microsoft.Extensions.Logging;

namespace SmsWiser.Host;

/// <summary>Messages of the host.</summary>
internal static partial class HostLog
{
    [LoggerMessage(LogLevel.Error, "An error that no caller saw, in {Where}")]
    public static partial void LostError(ILogger log, string where, Exception error);

    [LoggerMessage(LogLevel.Warning,
        "The path {Path} is too long for a socket, so this node cannot be asked for its grains; use a shorter data directory")]
    public static partial void NoSocket(ILogger log, string path);
}
