using Microsoft.Extensions.Logging.Abstractions;
using SmsWiser.Contracts.Accounts;
using SmsWiser.Contracts.Audience;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Host;
using SmsWiser.System.Tests.Storage;

namespace SmsWiser.System.Tests.Audience;

/// <summary>What is left on the disk of an erased list.</summary>
public sealed class ErasureTests
{
    private const string Owner = "0WNER001";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_wrapped_key_of_an_erased_list_is_in_no_file_of_the_store()
    {
        using var directory = new TemporaryDirectory();
        byte[] key;
        await using (var host = await StartAsync(directory))
        {
            var list = (await host.Grains.GetGrain<IAccountGrain>(Owner).CreateListAsync("Offers")).Id;
            await host.Grains.GetGrain<ILeadListGrain>(list).AddLeadAsync(
                Owner, new() { Number = "+33612345678", Values = new Dictionary<string, string>() });
            key = (await host.Store.Lists.FindAsync(list, Token))!.WrappedKey.Octets.ToArray();
            await host.Grains.GetGrain<IAccountGrain>(Owner).CreateListAsync("Other");
            Assert.Equal(1, (await host.Grains.GetGrain<ILeadListGrain>(list).EraseAsync(Owner, stop: false)).Leads);
        }

        foreach (var file in Directory.EnumerateFiles(directory.Path))
            Assert.True((await File.ReadAllBytesAsync(file, Token)).AsSpan().IndexOf(key) < 0, file);
    }

    [Fact]
    public async Task Pages_that_a_crash_left_of_an_erased_list_go_when_the_node_starts()
    {
        using var directory = new TemporaryDirectory();
        ListId id;
        await using (var host = await StartAsync(directory))
        {
            var list = (await host.Grains.GetGrain<IAccountGrain>(Owner).CreateListAsync("Offers")).Id;
            await host.Grains.GetGrain<ILeadListGrain>(list).AddLeadAsync(
                Owner, new() { Number = "+33612345678", Values = new Dictionary<string, string>() });
            var stored = (await host.Store.Lists.FindAsync(list, Token))!;
            id = stored.Id;
            await host.Store.Lists.EraseAsync(new(id, list, stored.Owner, new byte[1], DateTimeOffset.UnixEpoch, null), Token);
            Assert.Equal(1, await host.Store.Pages.CountPagesAsync(id, Token));
        }

        await using var restarted = await EmbeddedHost.StartAsync(directory.Path, NullLoggerFactory.Instance, Token);
        using var patience = new CancellationTokenSource(Patience);
        while ((await restarted.Store.Lists.ListErasingAsync(Token)).Count > 0)
            await Task.Delay(20, patience.Token);

        Assert.Equal(0, await restarted.Store.Pages.CountPagesAsync(id, Token));
    }

    private static async Task<EmbeddedHost> StartAsync(TemporaryDirectory directory)
    {
        var host = await EmbeddedHost.StartAsync(directory.Path, NullLoggerFactory.Instance, Token);
        await host.Grains.GetGrain<IAccountGrain>(Owner).OpenAsync("Olive");
        return host;
    }
}
