using Spectre.Console;

namespace SmsWiser.Host;

/// <summary>Where commands write tables and progress.</summary>
internal static class Terminal
{
    private const int PipedWidth = 160;

    /// <summary>The terminal; plain wide text where output is redirected; nothing at all when silent.</summary>
    public static IAnsiConsole Open(bool isSilent = false)
    {
        if (isSilent)
            return AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });
        if (!Console.IsOutputRedirected)
            return AnsiConsole.Console;
        var piped = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        piped.Profile.Width = PipedWidth;
        return piped;
    }
}
