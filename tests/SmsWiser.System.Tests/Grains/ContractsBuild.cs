using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace SmsWiser.System.Tests.Grains;

/// <summary>Builds of the engine with <c>ActorRuntime=Contracts</c>, against Microsoft's own assembly, in child processes.</summary>
public sealed partial class ContractsBuild : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly string Engine = Project("EngineProject");

    /// <summary>Errors of the build of the sources as they are.</summary>
    public IReadOnlyList<string> Errors { get; private set; } = [];

    /// <summary>Errors of the build of the scheduler's program.</summary>
    public IReadOnlyList<string> SchedulerErrors { get; private set; } = [];

    public async ValueTask InitializeAsync() =>
        (Errors, SchedulerErrors) = (await RunAsync(Engine), await RunAsync(Project("SchedulerProject")));

    /// <summary>Compiles the engine with one more file.</summary>
    /// <returns>The errors in that file as <c>line: code</c> with the first two names, each once and sorted; others as they are.</returns>
    public static async Task<IReadOnlyList<string>> WithAsync(string source)
    {
        var folder = Directory.CreateTempSubdirectory("contracts-");
        try
        {
            var file = Path.Combine(folder.FullName, "Probe.cs");
            var hook = Path.Combine(folder.FullName, "Probe.targets");
            await File.WriteAllTextAsync(file, source);
            await File.WriteAllTextAsync(hook, $"""
                <Project>
                  <ItemGroup Condition="'$(MSBuildProjectName)' == 'SmsWiser.Engine'"><Compile Include="{file}" /></ItemGroup>
                </Project>
                """);
            return await RunAsync(Engine, "--no-restore", "-p:BuildProjectReferences=false",
                $"-p:CustomAfterMicrosoftCommonTargets={hook}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Without analyzers, which judge style and not contracts.</summary>
    private static async Task<IReadOnlyList<string>> RunAsync(string project, params string[] more)
    {
        var start = new ProcessStartInfo("dotnet", ["build", project, "-c", "Release", "-v", "quiet", "-noLogo", "-nodeReuse:false",
            "-clp:NoSummary", "-p:RunAnalyzers=false", "-p:ActorRuntime=Contracts", .. more])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var patience = new CancellationTokenSource(Patience);
        using var build = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
        try
        {
            var error = build.StandardError.ReadToEndAsync(patience.Token);
            var output = await build.StandardOutput.ReadToEndAsync(patience.Token) + await error;
            await build.WaitForExitAsync(patience.Token);
            var errors = output.Split('\n').Where(line => line.Contains(": error ", StringComparison.Ordinal))
                .Select(Short).Distinct().Order(StringComparer.Ordinal).ToList();
            return build.ExitCode == 0 || errors.Count > 0 ? errors : [$"dotnet build ended with code {build.ExitCode}: {output}"];
        }
        finally
        {
            if (!build.HasExited) build.Kill(entireProcessTree: true);
        }
    }

    private static string Project(string key) =>
        typeof(ContractsBuild).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == key).Value!;

    private static string Short(string error)
    {
        var match = ProbeError().Match(error);
        var names = Quoted().Matches(match.Groups["text"].Value).Take(2);
        return match.Success ? $"{match.Groups["line"]}: {match.Groups["code"]} {string.Join(' ', names)}" : error;
    }

    [GeneratedRegex(@"Probe\.cs\((?<line>\d+),\d+\): error (?<code>\w+): (?<text>.*)")]
    private static partial Regex ProbeError();

    [GeneratedRegex("'[^']*'")]
    private static partial Regex Quoted();
}
