using SmsWiser.Tests.Campaigns;
using static SmsWiser.Tests.Campaigns.ControlBench;

namespace SmsWiser.Tests.Accounts;

public sealed class AccountGrainTests
{
    [Fact]
    public async Task An_account_is_opened_once_and_opening_it_again_changes_nothing()
    {
        await using var bench = await EmptyAsync();

        var opened = await bench.Account("NEWB0RN1").OpenAsync(" Nora ");
        var again = await bench.Account("NEWB0RN1").OpenAsync("Nora");

        Assert.Equal(new() { ClientId = "NEWB0RN1", Name = "Nora" }, opened);
        Assert.Equal(opened, again);
        Assert.Equal(opened, await bench.Account("NEWB0RN1").GetAsync());
        await RefusedAsync("already_exists", () => bench.Account("NEWB0RN1").OpenAsync("Paul"));
    }

    [Theory]
    [InlineData("newb0rn1", "Nora")]
    [InlineData("NEWBORN1", "Nora")]
    [InlineData("NEW", "Nora")]
    [InlineData("NEWB0RN1", "")]
    [InlineData("NEWB0RN1", "a\nb")]
    public async Task A_client_id_is_canonical_and_a_name_is_plain(string clientId, string name)
    {
        await using var bench = await EmptyAsync();

        await RefusedAsync("invalid_value", () => bench.Account(clientId).OpenAsync(name));
    }

    [Fact]
    public async Task An_account_that_was_not_opened_does_not_exist()
    {
        await using var bench = await EmptyAsync();

        await RefusedAsync("not_found", () => bench.Account("NEWB0RN1").GetAsync());
        await RefusedAsync("not_found", () => bench.Account("NEWB0RN1").CreateListAsync("List"));
        await RefusedAsync("not_found", () => bench.Account("NEWB0RN1").CampaignsAsync());
    }

    [Fact]
    public async Task A_new_list_is_empty_and_has_a_key_of_its_own()
    {
        await using var bench = await OpenAsync();

        var first = await bench.Account(Owner).CreateListAsync("First");
        var second = await bench.Account(Owner).CreateListAsync("Second");

        Assert.Equal(("First", 0), (first.Name, first.Leads));
        Assert.Empty(first.Fields);
        Assert.Equal([first.Id, second.Id], (await bench.Account(Owner).OwnListsAsync()).Select(list => list.Id));
        Assert.NotEqual(KeyOf(first.Id), KeyOf(second.Id));
        Assert.Empty(await bench.Account(Recipient).OwnListsAsync());

        string KeyOf(string id)
        {
            var list = bench.Lists.FindAsync(id, Token).GetAwaiter().GetResult()!;
            var key = new byte[32];
            bench.Keys.Unwrap(list.Id, list.WrappedKey, key);
            return Convert.ToHexString(key);
        }
    }
}
