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
    public async Task Names_change_under_the_version_that_was_read()
    {
        await using var road = await Road.OpenAsync();
        var list = (await road.Store.Lists.FindAsync(Road.List, None))!;
        var changed = list with { Name = "New", PublicName = "Offers", Description = "Text", ArchivedAt = Now };

        Assert.True(await road.Store.Lists.ChangeAsync(changed, None));
        Assert.False(await road.Store.Lists.ChangeAsync(changed, None));
        Assert.True(await road.Store.Lists.AddWorkingSetAsync(Road.List, 2, new(1, "Fair", Now), None));
        Assert.False(await road.Store.Lists.AddWorkingSetAsync(Road.List, 2, new(2, "Late", Now), None));

        var stored = (await road.Store.Lists.FindAsync(Road.List, None))!;
        Assert.Equal(
            ("New", "Offers", "Text", Now, 3), (stored.Name, stored.PublicName, stored.Description, stored.ArchivedAt, stored.Version));
        Assert.Equal([new WorkingSet(1, "Fair", Now)], stored.WorkingSets);
    }

    [Fact]
    public async Task Growth_has_a_row_for_each_day_of_change_and_the_last_before_the_period()
    {
        await using var road = await Road.OpenAsync();
        var lists = road.Store.Lists;
        var day = DateOnly.FromDateTime(Now.UtcDateTime);
        await lists.CountAsync(Road.List, new(10, 0, 0), Now.AddDays(-9), None);
        await lists.CountAsync(Road.List, new(5, 1, 0), Now.AddDays(-3), None);
        await lists.CountAsync(Road.List, new(0, 1, 2), Now, None);
        await lists.CountAsync(Road.List, new(1, 0, 0), Now, None);
        await lists.RecountAsync(Road.List, expected: 13, leads: 99, Now, None);
        await lists.RecountAsync(Road.List, expected: 14, leads: 12, Now, None);

        var rows = await lists.GrowthAsync(Road.List, day.AddDays(-1), day, None);

        Assert.Equal([new(day.AddDays(-3), 5, 1, 0, 0, 15), new GrowthDay(day, 1, 1, 4, 0, 12)], rows);
        Assert.Equal(12, (await lists.FindAsync(Road.List, None))!.Leads);
        Assert.Empty(await lists.GrowthAsync(Road.List, day.AddDays(-20), day.AddDays(-10), None));
    }

    [Fact]
    public async Task An_erased_list_has_no_key_no_name_and_a_proof()
    {
        await using var road = await Road.OpenAsync();
        var lists = road.Store.Lists;
        await lists.AddSegmentAsync(new(new(1), "seg", Road.Owner, Road.List, "Big", "spent > 100"), None);
        await lists.CountAsync(Road.List, new(10, 0, 0), Now, None);
        await road.Store.Pages.WriteAsync(Road.List, new[] { new SealedPage(0, 1, 1, new byte[4], new byte[40]) }, None);
        var erasure = new ListErasure(Road.List, "list", Road.Owner, new byte[] { 1, 2 }, Now, null);

        Assert.True(await lists.EraseAsync(erasure, None));
        Assert.False(await lists.EraseAsync(erasure, None));
        var left = await lists.ListErasingAsync(None);
        Assert.Equal(1, await road.Store.Pages.RemoveAsync(Road.List, 5, None));
        Assert.Equal(0, await road.Store.Pages.RemoveAsync(Road.List, 5, None));
        await lists.FinishErasureAsync(Road.List, Now.AddDays(1), None);

        Assert.Equal([Road.List], left);
        Assert.Empty(await lists.ListErasingAsync(None));
        Assert.Null(await lists.FindAsync("list", None));
        Assert.Null(await lists.FindSegmentAsync("seg", None));
        Assert.Equal(Now.AddDays(1), (await lists.FindErasureAsync("list", None))!.PagesGoneAt);
        Assert.Equal(0, await road.Store.Main.ReadAsync(db => db.Scalar(
            "select (select count(*) from list_key) + (select count(*) from lead_field) + (select count(*) from list_growth)"), None));
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
