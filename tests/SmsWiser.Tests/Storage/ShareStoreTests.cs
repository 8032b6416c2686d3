using SmsWiser.Core;
using SmsWiser.Core.Shares;
using static SmsWiser.Tests.Storage.StoreInMemory;

namespace SmsWiser.Tests.Storage;

public sealed class ShareStoreTests
{
    [Fact]
    public async Task An_accepted_grant_starts_its_first_epoch()
    {
        await using var road = await Road.OpenAsync();
        await road.Store.Shares.InviteAsync(Road.NewGrant(Road.Grant, Road.Sender), None);

        var accepted = await road.Store.Shares.AnswerAsync(Road.Grant, 1, GrantState.Accepted, Now.AddHours(1), None);

        var expected = Road.NewGrant(Road.Grant, Road.Sender) with
        {
            State = GrantState.Accepted,
            Epoch = 1,
            Version = 2,
            AnsweredAt = Now.AddHours(1),
        };
        Assert.Equal(expected, accepted);
        Assert.Equal(expected, await road.Store.Shares.FindAsync(Road.Grant, None));
        Assert.Equal(expected, await road.Store.Shares.FindAsync("grant40", None));
    }

    [Theory]
    [InlineData(GrantState.Declined)]
    [InlineData(GrantState.Withdrawn)]
    public async Task A_refused_or_withdrawn_invitation_has_no_epoch_and_makes_room_for_another(GrantState to)
    {
        await using var road = await Road.OpenAsync();
        await road.Store.Shares.InviteAsync(Road.NewGrant(Road.Grant, Road.Sender), None);

        var answered = (await road.Store.Shares.AnswerAsync(Road.Grant, 1, to, Now.AddHours(1), None))!;

        Assert.Equal((to, 0, 2), (answered.State, answered.Epoch, answered.Version));
        Assert.Equal(to == GrantState.Declined ? Now.AddHours(1) : null, answered.AnsweredAt);
        Assert.Equal(to == GrantState.Withdrawn ? Now.AddHours(1) : null, answered.EndedAt);
        Assert.True(await road.Store.Shares.InviteAsync(Road.NewGrant(new(41), Road.Sender), None));
    }

    [Fact]
    public async Task An_answer_under_an_old_version_or_after_another_changes_nothing()
    {
        await using var road = await Road.OpenAsync();
        await road.Store.Shares.InviteAsync(Road.NewGrant(Road.Grant, Road.Sender), None);

        Assert.Null(await road.Store.Shares.AnswerAsync(Road.Grant, 2, GrantState.Accepted, Now, None));
        Assert.NotNull(await road.Store.Shares.AnswerAsync(Road.Grant, 1, GrantState.Accepted, Now, None));
        Assert.Null(await road.Store.Shares.AnswerAsync(Road.Grant, 2, GrantState.Declined, Now, None));

        Assert.Equal(1, (await road.Store.Shares.FindAsync(Road.Grant, None))!.Epoch);
    }

    [Fact]
    public async Task A_second_invitation_of_an_invited_or_accepted_recipient_is_refused()
    {
        await using var road = await Road.OpenAsync();
        await road.Store.Shares.InviteAsync(Road.NewGrant(Road.Grant, Road.Sender), None);

        Assert.False(await road.Store.Shares.InviteAsync(Road.NewGrant(new(41), Road.Sender), None));
        await road.Store.Shares.AnswerAsync(Road.Grant, 1, GrantState.Accepted, Now, None);
        Assert.False(await road.Store.Shares.InviteAsync(Road.NewGrant(new(41), Road.Sender), None));
        Assert.True(await road.Store.Shares.InviteAsync(Road.NewGrant(new(42), Road.Other), None));
        await road.Store.Shares.StopAsync(Road.Grant, "op", Now, None);
        Assert.True(await road.Store.Shares.InviteAsync(Road.NewGrant(new(41), Road.Sender), None));

        Assert.Equal([42, 41, 40], (await road.Store.Shares.ListByListAsync(Road.List, None)).Select(grant => grant.Id.Value));
        Assert.Equal([41, 40], (await road.Store.Shares.ListByRecipientAsync(Road.Sender, None)).Select(grant => grant.Id.Value));
    }

    [Fact]
    public async Task A_stop_ends_the_grant_and_takes_the_next_position()
    {
        await using var road = await Road.OpenAsync();
        await road.ShareAsync(Road.Grant);

        var stop = await road.Store.Shares.StopAsync(Road.Grant, "op", Now.AddHours(2), None);

        Assert.Equal(new CommittedStop(1, 1, Repeated: false), stop);
        var grant = (await road.Store.Shares.FindAsync(Road.Grant, None))!;
        Assert.Equal((GrantState.Stopped, 1, 3, Now.AddHours(2)), (grant.State, grant.Epoch, grant.Version, grant.EndedAt));
        Assert.Equal(1, await road.Store.Shares.GatePositionAsync(None));
    }

    [Fact]
    public async Task A_repeated_stop_finds_its_own_entry_and_another_call_the_earlier_one()
    {
        await using var road = await Road.OpenAsync();
        await road.ShareAsync(Road.Grant);
        await road.Store.Shares.StopAsync(Road.Grant, "op", Now, None);

        Assert.Equal(new CommittedStop(1, 1, Repeated: true), await road.Store.Shares.StopAsync(Road.Grant, "op", Now.AddHours(1), None));
        Assert.Equal(new CommittedStop(1, 1, Repeated: true), await road.Store.Shares.StopAsync(Road.Grant, "op2", Now.AddHours(1), None));

        var grant = (await road.Store.Shares.FindAsync(Road.Grant, None))!;
        Assert.Equal((3, Now), (grant.Version, grant.EndedAt));
    }

    [Fact]
    public async Task An_invitation_cannot_be_stopped()
    {
        await using var road = await Road.OpenAsync();
        await road.Store.Shares.InviteAsync(Road.NewGrant(Road.Grant, Road.Sender), None);

        Assert.Null(await road.Store.Shares.StopAsync(Road.Grant, "op", Now, None));
        Assert.Null(await road.Store.Shares.StopAsync(new(999), "op", Now, None));

        Assert.Equal(GrantState.Invited, (await road.Store.Shares.FindAsync(Road.Grant, None))!.State);
    }

    [Fact]
    public async Task An_op_id_is_good_for_one_grant()
    {
        await using var road = await Road.OpenAsync();
        await road.ShareAsync(Road.Grant);
        await road.Store.Shares.InviteAsync(Road.NewGrant(new(41), Road.Other), None);
        await road.Store.Shares.AnswerAsync(new(41), 1, GrantState.Accepted, Now, None);
        await road.Store.Shares.StopAsync(Road.Grant, "op", Now, None);

        await Assert.ThrowsAsync<ArgumentException>(() => road.Store.Shares.StopAsync(new(41), "op", Now, None));

        Assert.Equal(GrantState.Accepted, (await road.Store.Shares.FindAsync(new GrantId(41), None))!.State);
        Assert.Equal(new CommittedStop(2, 1, Repeated: false), await road.Store.Shares.StopAsync(new(41), "op41", Now, None));
    }
}
