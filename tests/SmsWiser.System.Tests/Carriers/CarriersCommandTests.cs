using SmsWiser.System.Tests.Demo;
using SmsWiser.System.Tests.Dispatch;
using SmsWiser.System.Tests.Storage;

namespace SmsWiser.System.Tests.Carriers;

/// <summary><c>smswiser carriers</c> and <c>smswiser routes</c>.</summary>
public sealed class CarriersCommandTests : IDisposable
{
    private readonly TemporaryDirectory files = new();

    private string Data => Path.Combine(files.Path, "data");

    [Fact]
    public async Task A_carrier_is_set_up_tested_and_removed()
    {
        await using var carrier = SendingSite.StartCarrier(new() { SystemId = "shop" });
        await ConfigureAsync("alpha", carrier.Port);
        await ConfigureAsync("beta", carrier.Port);
        Assert.Equal("", (await RunAsync("carriers", "set", "alpha", "rate=200", "source_alphanumeric=5/1")).Error);
        Assert.Equal("", (await RunAsync("routes", "set", "33", "alpha:1:70", "beta:1:30", "--json")).Error);
        Assert.Equal("", (await RunAsync("routes", "remove", "all")).Error);

        var shown = (await RunAsync("carriers", "show", "alpha", "--json")).Json.GetProperty("items").EnumerateArray()
            .ToDictionary(one => one.GetProperty("name").GetString()!, one => one.GetProperty("value").GetString());
        var routes = (await RunAsync("routes", "list", "--json")).Json.GetProperty("items").EnumerateArray().Select(one => one.ToString());
        var test = await RunAsync("carriers", "test", "alpha", "--to", "+33612345678", "--from", "SHOP", "--json");
        Assert.Equal("", (await RunAsync("carriers", "remove", "beta")).Error);
        var list = (await RunAsync("carriers", "list", "--json")).Json.GetProperty("items").EnumerateArray().ToList();

        Assert.Equal(("200", "5/1", "shop"), (shown["rate"], shown["source_alphanumeric"], shown["system_id"]));
        Assert.DoesNotContain("secret", shown.Values);
        Assert.Equal(["""{"prefix":"33","carrier":"alpha","priority":1,"weight":70}""",
            """{"prefix":"33","carrier":"beta","priority":1,"weight":30}"""], routes);
        Assert.Equal(["connect ok", "bind ok", "submit ok", "receipt ok", "unbind ok"], test.Json.GetProperty("items").EnumerateArray()
            .Select(step => $"{step.GetProperty("step").GetString()} {step.GetProperty("result").GetString()}"));
        Assert.Equal("alpha", Assert.Single(list).GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_failed_test_says_what_to_change_and_ends_with_1()
    {
        await using var carrier = SendingSite.StartCarrier(new() { SystemId = "other" });
        await ConfigureAsync("alpha", carrier.Port);

        var end = await RunAsync("carriers", "test", "alpha", "--to", "+33612345678");

        Assert.Equal((1, "smswiser carriers test: The bind was refused: ESME_RINVSYSID (0x0F). The system_id is not known there. Check its "
            + "case, and that host and port are those of your account."), (end.Code, end.Error));
        Assert.Contains("connect: ok", end.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("smswiser carriers set: there is no setting colour; priority cannot be '9': give 0 to 3.",
        "carriers", "set", "alpha", "colour=red", "priority=9")]
    [InlineData("smswiser carriers set: 'rate' is no KEY=VALUE, or its key was given before.", "carriers", "set", "alpha", "rate")]
    [InlineData("smswiser routes set: 'alpha:x' is no CARRIER[:PRIORITY[:WEIGHT]], as alpha:1:70.", "routes", "set", "33", "alpha:x")]
    [InlineData("smswiser routes set: there is no carrier gamma; configure it first.", "routes", "set", "33", "gamma")]
    [InlineData("smswiser routes remove: there is no route '44'.", "routes", "remove", "44")]
    [InlineData("smswiser carriers remove: there is no carrier gamma; configure it first.", "carriers", "remove", "gamma")]
    public async Task Wrong_input_is_explained(string said, params string[] arguments)
    {
        await ConfigureAsync("alpha", 2775);

        var end = await RunAsync(arguments);

        Assert.Equal((2, said), (end.Code, end.Error));
    }

    public void Dispose() => files.Dispose();

    private Task<DemoEnd> RunAsync(params string[] arguments) => DemoProcess.RunCommandAsync([.. arguments, "--data", Data]);

    private async Task ConfigureAsync(string name, int port)
    {
        var password = Path.Combine(files.Path, "password");
        await File.WriteAllTextAsync(password, "secret\n", TestContext.Current.CancellationToken);
        var end = await RunAsync("carriers", "configure", name, "--host", "127.0.0.1", "--port", $"{port}", "--system-id", "shop",
            "--password-file", password);
        Assert.Equal("", end.Error);
    }
}
