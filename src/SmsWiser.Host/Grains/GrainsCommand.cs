using System.CommandLine;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using SmsWiser.Host.Commands;
using SmsWiser.Web;
using SmsWiser.Web.Grains;
using Spectre.Console;

namespace SmsWiser.Host.Grains;

/// <summary>The command <c>smswiser grains</c>: what is live in a running node.</summary>
internal static class GrainsCommand
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int MaxRows = 50;

    private static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static Command Create()
    {
        var all = new Option<bool>("--all") { Description = $"Show all activations, not just the {MaxRows} busiest." };
        var command = new Command("grains", """
            Shows the grains of a running node: live activations, calls, calls that wait, and the time their turns took.

            Example: smswiser grains --data ./smswiser-data
            """)
        {
            CommonOptions.Data, all, CommonOptions.Json,
        };
        command.SetAction((parsed, cancellation) =>
            RunAsync(parsed.GetValue(CommonOptions.Data)!, parsed.GetValue(all), parsed.GetValue(CommonOptions.Json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string directory, bool all, bool json, CancellationToken cancellation)
    {
        GrainBoard board;
        try
        {
            using var node = LocalNode.Connect(directory);
            board = (await node.GetFromJsonAsync<GrainBoard>(GrainEndpoints.Path, Snake, cancellation))!;
        }
        catch (HttpRequestException error) when (error.InnerException is SocketException || error.StatusCode is null)
        {
            await Console.Error.WriteLineAsync($"smswiser grains: no node runs on {directory}. Start one there with "
                + $"'smswiser serve --data {directory}', and ask while it runs.");
            return Failed;
        }
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(board, Snake));
        else
            Show(board, all);
        return Done;
    }

    private static void Show(GrainBoard board, bool all)
    {
        var console = Terminal.Open();
        var classes = Table("Grain", "Live", "Calls", "Waiting", "Turns, s", "µs per call");
        foreach (var one in board.Classes)
            classes.AddRow(Cells(one.Type, $"{one.Activations:N0}", one.Calls, one.Queue, one.TurnSeconds));
        console.Write(classes);
        var activations = Table("Grain", "Key", "Calls", "Waiting", "Turns, s", "µs per call");
        foreach (var one in board.Activations.OrderByDescending(one => one.TurnSeconds).Take(all ? int.MaxValue : MaxRows))
            activations.AddRow(Cells(one.Type, Markup.Escape(one.Key), one.Calls, one.Queue, one.TurnSeconds));
        console.Write(activations);
        if (!all && board.Activations.Count > MaxRows)
            console.WriteLine($"and {board.Activations.Count - MaxRows:N0} more; --all shows them");
    }

    private static Table Table(string first, string second, params string[] figures)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn(first);
        table.AddColumn(second == "Key" ? new TableColumn(second) : new TableColumn(second).RightAligned());
        foreach (var figure in figures)
            table.AddColumn(new TableColumn(figure).RightAligned());
        return table;
    }

    private static string[] Cells(string type, string second, long calls, int? queue, double seconds) =>
        [type, second, $"{calls:N0}", $"{queue:N0}", $"{seconds:N3}", calls == 0 ? "" : $"{seconds / calls * 1e6:N1}"];
}
