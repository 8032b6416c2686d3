using SmsWiser.Core;
using SmsWiser.Core.Chance;
using SmsWiser.Engine.Shares;
using SmsWiser.Testing.Chance;

namespace SmsWiser.Tests.Shares;

public sealed class UnknownClientTests
{
    [Fact]
    public void Any_client_id_becomes_a_negative_id_and_comes_back()
    {
        var random = new SeededRandom(3);
        for (var i = 0; i < 1_000; i++)
        {
            var clientId = PublicId.NewClientId(random);

            var id = UnknownClient.IdOf(clientId);

            Assert.True(UnknownClient.Is(id));
            Assert.Equal(clientId, UnknownClient.ClientIdOf(id));
        }
    }

    [Theory]
    [InlineData("00000000", -1)]
    [InlineData("00000001", -2)]
    [InlineData("ZZZZZZZZ", -(1L << 40))]
    public void The_forty_bits_are_the_id(string clientId, long id) => Assert.Equal(new AccountId(id), UnknownClient.IdOf(clientId));

    [Fact]
    public void Real_accounts_are_never_taken_for_unknown_ones() => Assert.False(UnknownClient.Is(new(1)));
}
