using ShoeShop;
using SmsWiser.Contracts;
using SmsWiser.Contracts.Accounts;
using SmsWiser.System.Tests.Dispatch;
using SmsWiser.Web;
using SmsWiser.Web.Grains;

namespace SmsWiser.System.Tests.Grains;

/// <summary>Grains of a running node called through its socket.</summary>
public sealed class RemoteGrainsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_scheduler_of_the_readme_gets_the_same_answers_through_the_socket()
    {
        await using var site = await SendingSite.OpenAsync();
        var list = await site.ImportRowsAsync(SendingSite.Owner, "number,first_name,spent",
            Enumerable.Range(0, 50).Select(i => $"+{33_600_000_000 + i},Anna,{i * 10}"));
        await site.ConnectAsync();
        using var node = LocalNode.Connect(site.Data);
        var remote = RemoteGrains.Over(node);

        var report = await new Newsletter(remote, TimeProvider.System).SendAsync(SendingSite.Owner, list, "Hi {first_name|there}", Token);
        var direct = await site.Demo.Campaign(report.Campaign.Id).ReportAsync(SendingSite.Owner);

        Assert.Equal(39, report.Own.Planned);
        Assert.Equal(direct with { SuppressedBy = report.SuppressedBy, Own = report.Own, Held = report.Held }, report);
        Assert.Equal(direct.Own.Planned, report.Own.Planned);
    }

    [Fact]
    public async Task A_refusal_arrives_as_it_was_thrown()
    {
        await using var site = await SendingSite.OpenAsync();
        using var node = LocalNode.Connect(site.Data);
        var account = RemoteGrains.Over(node).GetGrain<IAccountGrain>("UNKN0WN1");

        var refused = await Assert.ThrowsAsync<RefusedException>(account.GetAsync);
        var direct = await Assert.ThrowsAsync<RefusedException>(() => site.Host.Grains.GetGrain<IAccountGrain>("UNKN0WN1").GetAsync());

        Assert.Equal((direct.Code, direct.Message), (refused.Code, refused.Message));
    }

    [Fact]
    public async Task A_method_the_node_does_not_have_names_the_versions()
    {
        await using var site = await SendingSite.OpenAsync();
        using var node = LocalNode.Connect(site.Data);

        using var answer = await node.PostAsync("/grains/smswiser.account/fly/X", new StringContent("[]"), Token);

        Assert.Equal(404, (int)answer.StatusCode);
        Assert.Contains("smswiser.account.fly; client and node differ in version", await answer.Content.ReadAsStringAsync(Token),
            StringComparison.Ordinal);
    }
}
