using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Storage.Sqlite;
using static SmsWiser.Tests.Storage.StoreInMemory;

namespace SmsWiser.Tests.Storage;

public sealed class ListStoreTests
{
    [Fact]
    public async Task A_list_comes_back_with_fields_and_key()
    {
        await using var road = await Road.OpenAsync();

        var list = (await road.Store.Lists.FindAsync("list", None))!;

        Assert.Equal((Road.List, Road.Owner, "Guests", 0L, 1, Now),
            (list.Id, list.Owner, list.Name, list.Leads, list.Version, list.CreatedAt));
        Assert.Equal([new FieldDefinition(0, "first_name", FieldType.Text)], list.Fields);
        Assert.Equal(1, list.WrappedKey.KeyId);
        Assert.Equal([9, 8, 7], list.WrappedKey.Octets.ToArray());
        Assert.Equal("list", (await road.Store.Lists.FindAsync(Road.List, None))!.PublicId);
        Assert.Null(await road.Store.Lists.FindAsync("other", None));
    }

    [Fact]
    public async Task Lists_of_an_owner_come_in_order_of_their_ids()
    {
        await using var road = await Road.OpenAsync();
        await road.Store.Lists.AddAsync(Road.NewList(new(12), "c"), None);
        await road.Store.Lists.AddAsync(Road.NewList(new(11), "b"), None);

        Assert.Equal(["list", "b", "c"], (await road.Store.Lists.ListAsync(Road.Owner, None)).Select(list => list.PublicId));
        Assert.Empty(await road.Store.Lists.ListAsync(Road.Sender, None));
    }

    [Fact]
    public async Task Fields_are_added_under_the_version_that_was_read()
    {
        await using var road = await Road.OpenAsync();

        Assert.True(await road.Store.Lists.AddFieldsAsync(Road.List, 1, [new(1, "city", FieldType.Text), new(2, "spent", FieldType.Number)],
            None));
        Assert.False(await road.Store.Lists.AddFieldsAsync(Road.List, 1, [new(3, "late", FieldType.Date)], None));

        var list = (await road.Store.Lists.FindAsync(Road.List, None))!;
        Assert.Equal(2, list.Version);
        Assert.Equal(["first_name", "city", "spent"], list.Fields.Select(field => field.Name));
    }

    [Fact]
    public async Task Fields_that_clash_are_refused_and_the_version_stays()
    {
        await using var road = await Road.OpenAsync();

        await Assert.ThrowsAsync<StoreException>(() =>
            road.Store.Lists.AddFieldsAsync(Road.List, 1, [new(0, "again", FieldType.Text)], None));

        Assert.Equal(1, (await road.Store.Lists.FindAsync(Road.List, None))!.Version);
    }

    [Fact]
    public async Task Segments_belong_to_the_account_that_saved_them()
    {
        await using var road = await Road.OpenAsync();
        var segment = new Segment(new(1), "seg", Road.Sender, Road.List, "Big", "spent > 100");

        await road.Store.Lists.AddSegmentAsync(segment, None);

        Assert.Equal(segment, await road.Store.Lists.FindSegmentAsync("seg", None));
        Assert.Equal([segment], await road.Store.Lists.ListSegmentsAsync(Road.Sender, Road.List, None));
        Assert.Empty(await road.Store.Lists.ListSegmentsAsync(Road.Owner, Road.List, None));
    }
}
