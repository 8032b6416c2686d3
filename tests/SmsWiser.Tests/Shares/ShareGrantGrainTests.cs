using SmsWiser.Tests.Campaigns;
using static SmsWiser.Tests.Campaigns.ControlBench;

namespace SmsWiser.Tests.Shares;

public sealed class ShareGrantGrainTests
{
    [Fact]
    public async Task Accepting_makes_the_list_one_of_the_recipients()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Customers", 33_600_000_000, 1_234);
        var invitation = await bench.List(list).InviteAsync(Owner, Recipient, 5_000);

        var accepted = await bench.Share(invitation.Id).AcceptAsync(Recipient);

        Assert.Equal(("accepted", list), (accepted.State, accepted.ListId));
        var shared = (await bench.Account(Recipient).SharedListsAsync()).Single();
        Assert.Equal((list, invitation.Id, "Customers", "Olive", "~1,200"),
            (shared.Id, shared.ShareId, shared.Name, shared.Owner, shared.RoundedSize));
        Assert.Equal(
            [("first_name", "text"), ("city", "text"), ("spent", "number")], shared.Fields.Select(field => (field.Name, field.Type)));
    }

    [Fact]
    public async Task Declining_leaves_the_list_unusable()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Customers", 33_600_000_000, 500);
        var invitation = await bench.List(list).InviteAsync(Owner, Recipient, 5_000);

        var declined = await bench.Share(invitation.Id).DeclineAsync(Recipient);

        Assert.Equal(("declined", null), (declined.State, declined.ListId));
        Assert.Empty(await bench.Account(Recipient).SharedListsAsync());
        await RefusedAsync("not_found", () => bench.List(list).GetSharedAsync(Recipient));
    }

    [Fact]
    public async Task An_answer_may_be_repeated_but_not_changed()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Customers", 33_600_000_000, 500);
        var share = await bench.ShareAsync(list);

        Assert.Equal("accepted", (await bench.Share(share).AcceptAsync(Recipient)).State);
        await RefusedAsync("wrong_state", () => bench.Share(share).DeclineAsync(Recipient));
        await RefusedAsync("wrong_state", () => bench.Share(share).WithdrawAsync(Owner));

        Assert.Equal(1, (await bench.Shares.FindAsync(share, Token))!.Epoch);
    }

    [Fact]
    public async Task A_withdrawn_invitation_cannot_be_accepted()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Customers", 33_600_000_000, 500);
        var invitation = await bench.List(list).InviteAsync(Owner, Recipient, 5_000);

        Assert.Equal("withdrawn", (await bench.Share(invitation.Id).WithdrawAsync(Owner)).State);

        await RefusedAsync("wrong_state", () => bench.Share(invitation.Id).AcceptAsync(Recipient));
    }

    [Fact]
    public async Task A_stopped_share_takes_the_list_from_its_recipient_and_withholds_what_was_planned()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Customers", 33_600_000_000, 1_000);
        var share = await bench.ShareAsync(list);
        var (id, _) = await bench.RunAsync(Recipient, Spec(list));

        var receipt = await bench.Share(share).StopAsync(Owner, "op-1");

        Assert.Equal((1, 1_000), (receipt.Position, receipt.Withheld));
        var seen = await bench.Share(share).GetAsync(Owner);
        Assert.Equal(("stopped", "1,000", "<50", 1_000), (seen.State, seen.LeadsTargeted, seen.LeadsDelivered, seen.LeadsRevoked));
        Assert.Equal("sent", (await bench.Campaign(id).GetAsync(Recipient)).State);
        Assert.Empty(await bench.Account(Recipient).SharedListsAsync());
        await RefusedAsync("not_found", () => bench.List(list).GetSharedAsync(Recipient));
        await RefusedAsync("not_found", () => bench.List(list).SegmentsAsync(Recipient));
        await RefusedAsync("not_found", () => bench.List(list).SaveSegmentAsync(Recipient, "All", "spent > 0"));
        await RefusedAsync("wrong_state", () => bench.Share(share).AcceptAsync(Recipient));
        Assert.Null((await bench.Share(share).GetSharedAsync(Recipient)).ListId);
    }

    [Fact]
    public async Task Only_an_accepted_share_can_be_stopped_and_each_request_has_an_id()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Customers", 33_600_000_000, 500);
        var invitation = await bench.List(list).InviteAsync(Owner, Recipient, 5_000);

        await RefusedAsync("wrong_state", () => bench.Share(invitation.Id).StopAsync(Owner, "op"));
        await RefusedAsync("invalid_value", () => bench.Share(invitation.Id).StopAsync(Owner, ""));
        await RefusedAsync("not_found", () => bench.Share(invitation.Id).StopAsync(Recipient, "op"));
    }

    [Fact]
    public async Task A_new_invitation_after_a_stop_is_a_new_share()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Customers", 33_600_000_000, 500);
        var first = await bench.ShareAsync(list);
        await bench.Share(first).StopAsync(Owner, "op");

        var second = await bench.ShareAsync(list);

        Assert.NotEqual(first, second);
        Assert.Equal(second, (await bench.Account(Recipient).SharedListsAsync()).Single().ShareId);
        Assert.Equal("stopped", (await bench.Share(first).GetAsync(Owner)).State);
    }
}
