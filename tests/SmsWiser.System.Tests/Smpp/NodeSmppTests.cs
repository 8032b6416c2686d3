using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SmsWiser.Smpp;
using SmsWiser.Smsc;

namespace SmsWiser.System.Tests.Smpp;

/// <summary>
/// Both sides against node-smpp, an independent implementation. SMSWISER_NODE_SMPP names the folder whose node_modules holds the package
/// <c>smpp</c>; without it, or without node, the tests are skipped and say so.
/// </summary>
public sealed class NodeSmppTests
{
    private const string FolderVariable = "SMSWISER_NODE_SMPP";

    private const string Client = """
        const smpp = require('smpp');
        const out = {};
        const done = () => {
          if (out.response && out.receipt) { console.log(JSON.stringify(out)); session.unbind(() => session.close()); }
        };
        const secure = process.argv[2] ? { ca: require('fs').readFileSync(process.argv[2]) } : {};
        const session = smpp.connect({ url: (process.argv[2] ? 'ssmpp' : 'smpp') + '://127.0.0.1:' + process.argv[1], ...secure }, () => {
          session.bind_transceiver({ system_id: 'esme01', password: 's3cret!!' }, bound => {
            out.bind = bound.command_status;
            session.submit_sm({ source_addr: 'ACME', destination_addr: '447700900123', short_message: 'Hello', registered_delivery: 1 },
              pdu => { out.status = pdu.command_status; out.response = pdu.message_id; done(); });
          });
        });
        session.on('deliver_sm', pdu => {
          session.send(pdu.response());
          out.receipt = pdu.short_message.message.toString();
          out.receipted = pdu.receipted_message_id;
          out.state = pdu.message_state;
          done();
        });
        """;

    private const string Server = """
        const smpp = require('smpp');
        let n = 0;
        const pem = process.argv[1] && require('fs').readFileSync(process.argv[1]);
        const server = smpp.createServer(pem ? { key: pem, cert: pem } : {}, session => {
          session.on('bind_transceiver', pdu => session.send(pdu.response({ system_id: 'node' })));
          session.on('enquire_link', pdu => session.send(pdu.response()));
          session.on('unbind', pdu => { session.send(pdu.response()); session.close(); });
          session.on('submit_sm', pdu => {
            const id = 'N' + (++n);
            session.send(pdu.response({ message_id: id }));
            session.deliver_sm({ source_addr: pdu.destination_addr, destination_addr: pdu.source_addr, esm_class: 4,
              short_message: 'id:' + id + ' stat:DELIVRD text:' + pdu.short_message.message, receipted_message_id: id, message_state: 2 });
          });
        });
        server.listen(0, '127.0.0.1', () => console.log(server.address().port));
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_foreign_client_binds_to_our_carrier_submits_and_gets_its_receipt(bool isEncrypted)
    {
        var folder = FolderOrSkip();
        using var certificates = new TestCertificates();
        var options = new SmscOptions { SystemId = "esme01", Password = "s3cret!!", FirstMessageId = 4711 };
        await using var smsc = SmscSimulator.Start(
            isEncrypted ? options with { Tls = new(certificates.Issue("127.0.0.1"), null) } : options, TimeProvider.System);

        using var node = Start(folder, Client, [smsc.Port.ToString(CultureInfo.InvariantCulture),
            .. isEncrypted ? new[] { certificates.AuthorityFile } : []]);
        var output = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);

        var seen = JsonDocument.Parse(output).RootElement;
        Assert.Equal((0, 0), (seen.GetProperty("bind").GetInt32(), seen.GetProperty("status").GetInt32()));
        Assert.Equal("4711", seen.GetProperty("response").GetString());
        Assert.Equal("4711", seen.GetProperty("receipted").GetString());
        Assert.Equal(2, seen.GetProperty("state").GetInt32());
        Assert.StartsWith("id:4711 sub:001 dlvrd:001 submit date:", seen.GetProperty("receipt").GetString(), StringComparison.Ordinal);
        var counters = smsc.Snapshot();
        Assert.Equal((1, 1, 1), (counters.Accepted, counters.ReceiptsSent, counters.ReceiptsAcked));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Our_session_binds_to_the_foreign_server_submits_and_gets_its_receipts(bool isEncrypted)
    {
        var folder = FolderOrSkip();
        using var certificates = new TestCertificates();
        using var node = Start(folder, Server, isEncrypted ? [certificates.WritePem(certificates.Issue("127.0.0.1"))] : []);
        var port = int.Parse((await node.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!,
            CultureInfo.InvariantCulture);
        try
        {
            var esme = await LiveEsme.BindAsync(port, plain => isEncrypted
                ? plain with { Tls = new() { AuthorityFile = certificates.AuthorityFile } }
                : plain);
            esme.Send(500);
            await esme.Until(e => e.Outcomes.Count == 500 && e.Receipts.Count == 500);
            var close = await esme.StopAsync();

            Assert.Equal("node", (await esme.Bound).SystemId);
            Assert.All(esme.Outcomes, outcome =>
                Assert.Equal((SubmitOutcomeKind.Answered, CommandStatus.Ok), (outcome.Kind, outcome.Status)));
            Assert.Equal(Enumerable.Range(1, 500).Select(n => $"N{n}"), esme.Outcomes.Select(outcome => outcome.Id));
            Assert.Equal(Enumerable.Range(1, 500).Select(n => $"id:N{n} stat:DELIVRD text:hello"), esme.Receipts);
            Assert.Equal(SessionCloseReason.LocalStop, close.Reason);
        }
        finally
        {
            node.Kill();
        }
    }

    private static string FolderOrSkip()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable);
        Assert.SkipWhen(string.IsNullOrEmpty(folder), $"{FolderVariable} does not name a folder with the npm package smpp.");
        Assert.SkipUnless(Directory.Exists(Path.Combine(folder!, "node_modules", "smpp")), $"{folder}/node_modules/smpp does not exist.");
        return folder!;
    }

    private static Process Start(string folder, string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("node", ["-e", script, .. arguments]) { RedirectStandardOutput = true };
        start.Environment["NODE_PATH"] = Path.Combine(folder, "node_modules");
        return Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
    }
}
