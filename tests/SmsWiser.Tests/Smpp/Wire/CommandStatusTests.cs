using SmsWiser.Smpp;

namespace SmsWiser.Tests.Smpp.Wire;

public sealed class CommandStatusTests
{
    [Theory]
    [InlineData(0x00, CommandStatusClass.Ok)]
    [InlineData(0x58, CommandStatusClass.Throttle)]
    [InlineData(0x08, CommandStatusClass.Later)]
    [InlineData(0x14, CommandStatusClass.Later)]
    [InlineData(0x0A, CommandStatusClass.Route)]
    [InlineData(0x0B, CommandStatusClass.Message)]
    [InlineData(0x0E, CommandStatusClass.Bind)]
    [InlineData(0x15, CommandStatusClass.Configuration)]
    [InlineData(0x11, CommandStatusClass.Stored)]
    [InlineData(0x64, CommandStatusClass.Delivery)]
    [InlineData(0x10D, CommandStatusClass.Later)]
    [InlineData(0x3FF, CommandStatusClass.Later)]
    [InlineData(0x400, CommandStatusClass.Route)]
    [InlineData(0x4FF, CommandStatusClass.Route)]
    [InlineData(0x500, CommandStatusClass.Later)]
    [InlineData(0xFFFFFFFF, CommandStatusClass.Later)]
    public void A_status_has_the_class_that_says_what_to_do(uint status, CommandStatusClass expected) =>
        Assert.Equal(expected, ((CommandStatus)status).Classify());
}
