using SmsWiser.Smpp.Receipts;

namespace SmsWiser.Tests.Smpp.Receipts;

public sealed class MessageStatesTests
{
    [Theory]
    [InlineData(MessageState.Accepted, MessageState.Delivered, true)]
    [InlineData(MessageState.Enroute, MessageState.Accepted, true)]
    [InlineData(MessageState.Enroute, MessageState.Enroute, false)]
    [InlineData(MessageState.Delivered, MessageState.Enroute, false)]
    [InlineData(MessageState.Delivered, MessageState.Expired, false)]
    [InlineData(MessageState.Delivered, MessageState.Delivered, false)]
    [InlineData(MessageState.Unknown, MessageState.Rejected, true)]
    [InlineData(MessageState.Undeliverable, MessageState.Delivered, true)]
    [InlineData(MessageState.Expired, MessageState.Delivered, true)]
    [InlineData(MessageState.Rejected, MessageState.Delivered, false)]
    [InlineData(MessageState.Expired, MessageState.Undeliverable, false)]
    [InlineData(MessageState.Rejected, MessageState.Expired, false)]
    public void Later_receipt_replaces_the_known_state_or_not(MessageState known, MessageState later, bool replaces) =>
        Assert.Equal(replaces, MessageStates.Replaces(known, MessageStates.IsFinal(known), later, MessageStates.IsFinal(later)));
}
