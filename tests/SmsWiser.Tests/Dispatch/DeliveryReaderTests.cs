using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SmsWiser.Core;
using SmsWiser.Core.Carriers;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Engine.Inbound;
using SmsWiser.Smpp;
using SmsWiser.Testing;
using SmsWiser.Testing.Campaigns;

namespace SmsWiser.Tests.Dispatch;

/// <summary>When a receipt says that something happened.</summary>
public sealed class DeliveryReaderTests
{
    [Theory]
    [InlineData("", 7_200, 0)]
    [InlineData("UTC", 7_200, 7_200)]
    [InlineData("Europe/Paris", 7_200, 7_200)]
    [InlineData("UTC", 59, 0)]
    [InlineData("UTC", 61, 61)]
    [InlineData("UTC", -3_600, 0)]
    [InlineData("UTC", 8 * 86_400, 0)]
    public void A_done_date_counts_where_its_zone_is_known_and_it_can_be_true(string zone, int secondsAgo, int expected)
    {
        var time = new ManualTimeProvider();
        var options = new DispatchOptions();
        var profile = ProfileFields.Read([new("receipt_time_zone", zone)], out _);
        using var inbound = new InboundIntake(options, time);
        using var journal = new Journal(new MemoryDispatchStore(new MemorySendouts()), new(64), new(), new NodeId(1), options, time,
            NullLogger<Journal>.Instance);
        var esme = new EsmeOptions { Host = "smsc", Port = 2775, SystemId = "esme", Password = "secret" };
        var reader = new DeliveryReader(new CarrierId(1), journal, inbound, time);
        reader.Use(profile);
        reader.Session = new EsmeSession(esme, new Smpp.Sessions.RecordingEsme(), time);
        var done = time.GetUtcNow().AddSeconds(-secondsAgo).UtcDateTime;
        if (profile.ReceiptZone is { } own)
            done = NodaTime.Instant.FromDateTimeUtc(done).InZone(own).ToDateTimeUnspecified();
        var text = Encoding.ASCII.GetBytes($"id:A1 done date:{done:yyMMddHHmmss} stat:DELIVRD err:000");

        reader.Take([new Delivery { SequenceNumber = 1, EsmClass = 4, ShortMessageLength = text.Length }], text);

        var at = Assert.Single(journal.Intake.Receipts).At;
        Assert.Equal(TimeSpan.FromSeconds(expected), time.GetElapsedTime(at));
    }
}
