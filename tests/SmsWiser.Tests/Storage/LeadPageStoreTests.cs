using SmsWiser.Core;
using SmsWiser.Core.Audience;
using static SmsWiser.Tests.Storage.StoreInMemory;

namespace SmsWiser.Tests.Storage;

public sealed class LeadPageStoreTests
{
    private static readonly ListId List = new(7);

    [Fact]
    public async Task An_empty_list_has_no_pages()
    {
        await using var store = await OpenAsync();
        var batch = new PageBatch();

        await store.Pages.ReadAsync(List, 0, 10, batch, None);

        Assert.Equal(0, batch.Count);
        Assert.Equal(0, await store.Pages.CountPagesAsync(List, None));
    }

    [Fact]
    public async Task A_range_of_pages_comes_in_order_and_of_that_list_alone()
    {
        await using var store = await OpenAsync();
        await store.Pages.WriteAsync(List, new[] { Page(2, 1, 0x22), Page(0, 1, 0x20), Page(1, 1, 0x21) }, None);
        await store.Pages.WriteAsync(new(8), new[] { Page(1, 1, 0x99) }, None);
        var batch = new PageBatch();

        await store.Pages.ReadAsync(List, 1, 10, batch, None);

        Assert.Equal(3, await store.Pages.CountPagesAsync(List, None));
        Assert.Equal([1, 2], Enumerable.Range(0, batch.Count).Select(i => batch[i].PageNo));
        Assert.Equal([0x21, 0x21, 0x21], batch[0].Sealed.ToArray());
        Assert.Equal([1, 2, 3, 4], batch[0].Clear.ToArray());
        Assert.Equal((1, 1), (batch[0].Version, batch[0].Count));
    }

    [Fact]
    public async Task Named_pages_come_alone_and_missing_ones_are_left_out()
    {
        await using var store = await OpenAsync();
        await store.Pages.WriteAsync(List, new[] { Page(0, 1, 1), Page(1, 1, 2), Page(2, 1, 3) }, None);
        var batch = new PageBatch();

        await store.Pages.ReadAsync(List, new[] { 0, 2, 5 }, batch, None);

        Assert.Equal([0, 2], Enumerable.Range(0, batch.Count).Select(i => batch[i].PageNo));
    }

    [Fact]
    public async Task A_rewrite_replaces_its_predecessor_only()
    {
        await using var store = await OpenAsync();
        await store.Pages.WriteAsync(List, new[] { Page(0, 1, 1) }, None);

        Assert.True(await store.Pages.WriteAsync(List, new[] { Page(0, 2, 2) }, None));
        Assert.False(await store.Pages.WriteAsync(List, new[] { Page(0, 2, 3) }, None));
        Assert.False(await store.Pages.WriteAsync(List, new[] { Page(0, 4, 3) }, None));
        Assert.False(await store.Pages.WriteAsync(List, new[] { Page(0, 1, 3) }, None));

        var batch = new PageBatch();
        await store.Pages.ReadAsync(List, 0, 1, batch, None);
        Assert.Equal((2, 2), (batch[0].Version, batch[0].Sealed.Span[0]));
    }

    [Fact]
    public async Task One_outdated_page_keeps_the_whole_batch_out()
    {
        await using var store = await OpenAsync();
        await store.Pages.WriteAsync(List, new[] { Page(0, 1, 1) }, None);

        Assert.False(await store.Pages.WriteAsync(List, new[] { Page(1, 1, 1), Page(0, 3, 1) }, None));

        Assert.Equal(1, await store.Pages.CountPagesAsync(List, None));
    }

    [Fact]
    public async Task A_page_without_leads_is_refused()
    {
        await using var store = await OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(() =>
            store.Pages.WriteAsync(List, new[] { new SealedPage(0, 1, 0, default, default) }, None));
    }

    private static SealedPage Page(int no, int version, byte fill) =>
        new(no, version, 1, new byte[] { 1, 2, 3, 4 }, new[] { fill, fill, fill });
}
