using SmsWiser.Core;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Compliance;
using SmsWiser.Testing;
using SmsWiser.Testing.Compliance;

namespace SmsWiser.Tests.Compliance;

public sealed class OptOutSetTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 10, 0, 0, TimeSpan.Zero);
    private static readonly AccountId Account = new(7);
    private static readonly ListId List = new(9);
    private readonly MemoryOptOutStore store = new();

    [Fact]
    public async Task Each_scope_binds_the_sendouts_it_speaks_of_and_no_other()
    {
        await OutAsync(OptOutDomain.OfSender(Account, "4512"), 1);
        await OutAsync(OptOutDomain.OfTopic(List), 2);
        await OutAsync(OptOutDomain.OfAccount(Account), 3);
        await OutAsync(OptOutDomain.Platform, 4);

        Assert.Equal([1, 2, 3, 4], await GoneAsync(Account, "4512", List));
        Assert.Equal([2, 3, 4], await GoneAsync(Account, "4513", List));
        Assert.Equal([1, 3, 4], await GoneAsync(Account, "4512", new(10)));
        Assert.Equal([2, 4], await GoneAsync(new(8), "4512", List));
        Assert.Equal([4], await GoneAsync(new(8), "4513", new(10)));
    }

    [Theory]
    [InlineData(TrafficClass.Marketing, false, "Sender Topic Account Platform")]
    [InlineData(TrafficClass.Marketing, true, "Sender Topic Account Platform")]
    [InlineData(TrafficClass.Transactional, false, "")]
    [InlineData(TrafficClass.Transactional, true, "Account Platform")]
    [InlineData(TrafficClass.Reply, true, "")]
    public void The_class_of_a_message_says_which_scopes_bind_it(TrafficClass traffic, bool wide, string scopes)
    {
        var domains = OptOutDomains.For(Account, "4512", List, traffic, new() { WideOptOutsBindTransactional = wide });

        Assert.Equal(scopes, string.Join(' ', domains.All.Select(domain => domain.Scope)));
        Assert.Equal(domains.All.Select(domain => domain.Mask), domains.Masks.ToArray());
    }

    [Fact]
    public async Task All_of_many_keys_are_found_and_none_beside_them_without_allocating()
    {
        var random = new Random(5);
        var keys = Enumerable.Range(0, 50_000).Select(_ => unchecked((ulong)random.NextInt64(long.MinValue, long.MaxValue))).ToArray();
        await store.ChangeAsync(
            [.. keys.Select(key => new OptOutChange(OptOutDomain.OfTopic(List), key, IsOut: true, Now))], OptOutOrigin.Message,
            TestContext.Current.CancellationToken);

        var set = await LoadAsync(Account, "4512", List);

        Assert.Equal(50_000, set.Count);
        Assert.All(keys, key => Assert.True(set.Contains(key)));
        Assert.All(keys, key => Assert.False(set.Contains(key + 1)));
        Assert.False(set.Contains(0));
        Assert.False(set.Contains(ulong.MaxValue));
        Assert.Equal(0, Allocations.Least(() =>
        {
            foreach (var key in keys)
                set.Contains(key);
        }));
    }

    [Fact]
    public void Masks_of_different_domains_differ_and_do_not_change()
    {
        OptOutDomain[] domains =
        [
            OptOutDomain.Platform, OptOutDomain.OfAccount(Account), OptOutDomain.OfTopic(new(7)), OptOutDomain.OfSender(Account, "4512"),
            OptOutDomain.OfSender(Account, "4513"), OptOutDomain.OfSender(new(8), "4512"),
        ];

        Assert.Equal(6, domains.Select(domain => domain.Mask).Distinct().Count());
        Assert.Equal(OptOutDomain.OfSender(new(7), "4512").Mask, domains[3].Mask);
    }

    private Task<OptOutCommit> OutAsync(OptOutDomain domain, ulong key) =>
        store.ChangeAsync([new(domain, key, IsOut: true, Now)], OptOutOrigin.Message, TestContext.Current.CancellationToken);

    private async Task<IEnumerable<int>> GoneAsync(AccountId account, string sender, ListId list)
    {
        var set = await LoadAsync(account, sender, list);
        return Enumerable.Range(1, 5).Where(key => set.Contains((ulong)key));
    }

    private Task<OptOutSet> LoadAsync(AccountId account, string sender, ListId list) =>
        OptOutSet.LoadAsync(store, OptOutDomains.For(account, sender, list, TrafficClass.Marketing, new()),
            TestContext.Current.CancellationToken);
}
