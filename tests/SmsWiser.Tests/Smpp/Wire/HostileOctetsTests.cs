using System.Text.Json;
using SmsWiser.Smpp;
using SmsWiser.Tests.Smpp.Sessions;
using SmsWiser.Tests.Smpp.Vectors;

namespace SmsWiser.Tests.Smpp.Wire;

/// <summary>Octets that nobody sane sends: seeded mutations of real PDUs must never throw, over-read or wedge a session.</summary>
public sealed class HostileOctetsTests
{
    private const int Rounds = 200;
    private const string File = "smpp-vectors.json";

    private static readonly List<byte[]> Pdus =
    [
        .. VectorFile.Names(File, vector => vector.GetProperty("fields").ValueKind == JsonValueKind.Object)
            .Select(row => Convert.FromHexString(VectorFile.Vector(File, row.Data).GetProperty("hex").GetString()!)),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_mutated_pdu_is_decoded_or_refused_but_never_throws(int seed)
    {
        var random = new Random(seed);
        var decoded = 0;
        foreach (var pdu in Pdus)
        {
            for (var round = 0; round < Rounds; round++)
            {
                var mutated = Mutate(pdu, random);
                (PduHeader.Read(mutated) with { Length = (uint)mutated.Length }).Write(mutated);

                var result = PduCodec.Decode(mutated);

                Assert.True(result.Pdu is null || result.Error == CommandStatus.Ok);
                if (result.Pdu is not null) decoded++;
            }
        }

        Assert.InRange(decoded, 1, (Pdus.Count * Rounds) - 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_session_fed_mutated_octets_in_random_pieces_ends_once_or_goes_on(int seed)
    {
        var random = new Random(seed);
        var ended = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var bench = EsmeBench.Bound();
            bench.Submit(5);
            foreach (var pdu in Pdus)
            {
                var octets = Mutate(pdu, random).AsSpan();
                while (octets.Length > 0 && bench.Core.Closing is null)
                {
                    var piece = random.Next(1, octets.Length + 1);
                    bench.Receive(octets[..piece]);
                    octets = octets[piece..];
                }
            }

            if (bench.Core.Closing is null) bench.Core.Close(SessionCloseReason.LocalStop, null, "the test is over");
            else ended++;
            bench.Pump();

            Assert.Single(bench.Handler.Closes);
            Assert.Equal(5, bench.Handler.Outcomes.Count(outcome => outcome.Kind != SubmitOutcomeKind.Late));
        }

        Assert.InRange(ended, 1, Rounds);
    }

    /// <summary>One to three octets changed, and sometimes the end cut off.</summary>
    private static byte[] Mutate(byte[] pdu, Random random)
    {
        var mutated = random.Next(4) == 0 ? pdu[..random.Next(PduHeader.Bytes, pdu.Length + 1)] : [.. pdu];
        for (var changes = random.Next(1, 4); changes > 0; changes--) mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
        return mutated;
    }
}

