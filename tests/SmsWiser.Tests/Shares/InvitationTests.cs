using SmsWiser.Tests.Campaigns;
using static SmsWiser.Tests.Campaigns.ControlBench;

namespace SmsWiser.Tests.Shares;

public sealed class InvitationTests
{
    private const string Nobody = "N0B0DY00";

    [Fact]
    public async Task An_invitation_shows_at_both_parties_and_hides_the_lists_id_until_accepted()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Customers", 33_600_000_000, 500);

        var sent = await bench.List(list).InviteAsync(Owner, Recipient, 6_000);
        var received = (await bench.Account(Recipient).InvitationsAsync()).Single();

        Assert.Equal(
            new()
            {
                Id = sent.Id,
                ListId = list,
                Recipient = Recipient,
                ProfitBasisPoints = 6_000,
                State = "invited",
                LeadsTargeted = "<50",
                LeadsDelivered = "<50",
                LeadsRevoked = 0,
            },
            sent);
        Assert.Equal(
            new()
            {
                Id = sent.Id,
                Owner = "Olive",
                ListName = "Customers",
                ListId = null,
                ProfitBasisPoints = 4_000,
                State = "invited",
            },
            received);
        Assert.Empty(await bench.Account(Recipient).SharedListsAsync());
    }

    [Fact]
    public async Task A_client_id_is_understood_as_people_type_it()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Customers", 33_600_000_000, 500);

        var sent = await bench.List(list).InviteAsync(Owner, "reci-pien ", 5_000);

        Assert.Equal(Recipient, sent.Recipient);
    }

    [Fact]
    public async Task An_unknown_client_id_gets_every_answer_that_a_silent_account_gets()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Customers", 33_600_000_000, 500);
        var grain = bench.List(list);

        var (known, unknown) = (await TranscriptAsync(Stranger), await TranscriptAsync(Nobody));

        Assert.Equal(known, unknown);
        Assert.Equal(6, known.Count);

        async Task<List<string>> TranscriptAsync(string clientId)
        {
            var sent = await grain.InviteAsync(Owner, clientId, 5_000);
            var again = await RefusedAsync("already_exists", () => grain.InviteAsync(Owner, clientId, 4_000));
            var listed = (await grain.SharesAsync(Owner))[0];
            var stopped = await RefusedAsync("wrong_state", () => bench.Share(sent.Id).StopAsync(Owner, "op"));
            var withdrawn = await bench.Share(sent.Id).WithdrawAsync(Owner);
            var repeated = await grain.InviteAsync(Owner, clientId, 5_000);
            object[] answers = [sent, again.Message, listed, stopped.Message, withdrawn, repeated];
            return [.. answers.Select(answer => answer.ToString()!
                .Replace(sent.Id, "ID", StringComparison.Ordinal).Replace(repeated.Id, "ID2", StringComparison.Ordinal)
                .Replace(clientId, "CLIENT", StringComparison.Ordinal))];
        }
    }

    [Fact]
    public async Task An_account_opened_after_the_invitation_does_not_tell_that_it_was_unknown()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Customers", 33_600_000_000, 500);
        var pending = await bench.List(list).InviteAsync(Owner, Nobody, 5_000);

        await bench.Account(Nobody).OpenAsync("Nora");

        await RefusedAsync("already_exists", () => bench.List(list).InviteAsync(Owner, Nobody, 5_000));
        Assert.Equal(pending, await bench.Share(pending.Id).GetAsync(Owner));
        Assert.Empty(await bench.Account(Nobody).InvitationsAsync());
    }

    [Fact]
    public async Task Own_ids_malformed_ids_and_parts_out_of_bounds_are_refused()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Customers", 33_600_000_000, 500);

        await RefusedAsync("invalid_value", () => bench.List(list).InviteAsync(Owner, Owner.ToLowerInvariant(), 5_000));
        await RefusedAsync("invalid_value", () => bench.List(list).InviteAsync(Owner, "REC1P1E", 5_000));
        await RefusedAsync("invalid_value", () => bench.List(list).InviteAsync(Owner, "REC1P1EU", 5_000));
        await RefusedAsync("invalid_value", () => bench.List(list).InviteAsync(Owner, Recipient, -1));
        await RefusedAsync("invalid_value", () => bench.List(list).InviteAsync(Owner, Recipient, 10_001));

        Assert.Empty(await bench.List(list).SharesAsync(Owner));
    }

    [Fact]
    public async Task One_list_is_shared_with_many_each_on_its_own_terms()
    {
        await using var bench = await OpenAsync();
        var list = await bench.AddListAsync(Owner, "Customers", 33_600_000_000, 500);
        var first = await bench.List(list).InviteAsync(Owner, Recipient, 5_000);
        var second = await bench.List(list).InviteAsync(Owner, Stranger, 2_500);
        await bench.Share(first.Id).AcceptAsync(Recipient);
        await bench.Share(second.Id).DeclineAsync(Stranger);

        var shares = await bench.List(list).SharesAsync(Owner);

        Assert.Equal([(Stranger, 2_500, "declined"), (Recipient, 5_000, "accepted")],
            shares.Select(share => (share.Recipient, share.ProfitBasisPoints, share.State)));
    }
}
