using SmsWiser.Smpp;

namespace SmsWiser.Tests.Smpp.Sessions;

/// <summary>An ESME core with a scripted link, a manual clock and a recording handler, and the few moves tests make with them.</summary>
internal sealed class EsmeBench
{
    public EsmeBench(Func<EsmeOptions, EsmeOptions>? change = null)
    {
        var options = new EsmeOptions { Host = "smsc", Port = 2775, SystemId = "esme01", Password = "s3cret!!" };
        Core = new EsmeCore(change?.Invoke(options) ?? options, Handler, Clock);
        Core.Attach(Link);
        Pump();
    }

    public ManualClock Clock { get; } = new();

    public ScriptedLink Link { get; } = new();

    public RecordingEsme Handler { get; } = new();

    public EsmeCore Core { get; }

    public bool LinkClosed { get; private set; }

    /// <summary>A bench whose bind was accepted; the bind exchange is taken off the link.</summary>
    public static EsmeBench Bound(Func<EsmeOptions, EsmeOptions>? change = null)
    {
        var bench = new EsmeBench(change);
        var bind = bench.Link.Take().Single();
        bench.Receive(PduCodec.Encode(new BindResponsePdu(bind.Header.Command.Response(), "SMSC"), bind.Header.Sequence, CommandStatus.Ok));
        return bench;
    }

    /// <summary>What a pump does when time has passed.</summary>
    public void Pump()
    {
        Core.Tick(Clock.GetTimestamp());
        Core.KickFromPump();
        if (Core.Closing is not null && !LinkClosed) Core.Finish(() => LinkClosed = true);
    }

    public void Advance(TimeSpan by)
    {
        Clock.Advance(by);
        Pump();
    }

    /// <summary>What a pump does when octets have come.</summary>
    public void Receive(params ReadOnlySpan<byte> octets)
    {
        octets.CopyTo(Core.ReceiveSpace);
        Core.Received(octets.Length, Clock.GetTimestamp());
        Pump();
    }

    public void Submit(int count)
    {
        Handler.Backlog += count;
        Core.Kick();
    }

    public void Respond(uint sequence, CommandStatus status = CommandStatus.Ok, string id = "A1") =>
        Receive(Response(sequence, status, id));

    public static byte[] Response(uint sequence, CommandStatus status = CommandStatus.Ok, string id = "A1") =>
        PduCodec.Encode(new MessageIdPdu(CommandId.SubmitSmResp, id), sequence, status);

    public static byte[] Header(CommandId command, uint sequence, CommandStatus status = CommandStatus.Ok) =>
        PduCodec.Encode(new HeaderPdu(command), sequence, status);

    public static byte[] Deliver(uint sequence, string text = "STOP") => PduCodec.Encode(
        new MessagePdu(CommandId.DeliverSm, new SmppAddress(1, 1, "447700900123"), new SmppAddress(3, 0, "60777"),
            System.Text.Encoding.ASCII.GetBytes(text)),
        sequence,
        CommandStatus.Ok);
}
