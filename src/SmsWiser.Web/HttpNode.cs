using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SmsWiser.Web.Audience;
using SmsWiser.Web.Links;
using SmsWiser.Web.Requests;

namespace SmsWiser.Web;

/// <summary>A node's HTTP API for programs: every operation under <c>/v1</c>, with API keys.</summary>
public sealed class HttpNode : IAsyncDisposable
{
    private static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(15);

    private readonly WebApplication application;

    private HttpNode(WebApplication application, Uri address) => (this.application, Address) = (application, address);

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    /// <summary>All that is mapped but the pages for anybody, for tests.</summary>
    internal IReadOnlyList<Microsoft.AspNetCore.Http.Endpoint> Mapped =>
        [.. All.Where(one => one.Metadata.GetMetadata<PublicPage>() is null)];

    /// <summary>All that is mapped, for tests.</summary>
    internal IReadOnlyList<Microsoft.AspNetCore.Http.Endpoint> All =>
        application.Services.GetRequiredService<Microsoft.AspNetCore.Routing.EndpointDataSource>().Endpoints;

    /// <summary>Listens.</summary>
    /// <exception cref="ArgumentException">An option cannot work.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<HttpNode> StartAsync(
        HttpOptions options, NodeParts parts, ILoggerFactory logging, CancellationToken cancellation)
    {
        options.Validate();
        var certificate = Certificate(options);
        var spool = new Spool(parts.SpoolDirectory, parts.Random);
        spool.Begin();
        var application = Listener.Build(logging, kestrel =>
        {
            kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
            kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
            kestrel.Limits.RequestHeadersTimeout = HeadersWithin;
            kestrel.Listen(options.Listen, listen =>
            {
                listen.Protocols = certificate is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2;
                if (certificate is not null)
                    listen.UseHttps(certificate);
            });
        });
        application.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "docs";
            page.SwaggerEndpoint("/openapi/v1.json", "SmsWiser");
            page.DocumentTitle = "SmsWiser API";
        });
        new Endpoints(options, parts, spool, logging.CreateLogger<Endpoints>()).Map(application);
        application.MapOptOutLinks(parts.Grains, parts.Time);
        await application.StartAsync(cancellation);
        var bound = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new(application, new Uri(bound));
    }

    /// <summary>Lets running requests end.</summary>
    public ValueTask DisposeAsync() => application.DisposeAsync();

    private static X509Certificate2? Certificate(HttpOptions options) => options.TlsCertificate is { } path
        ? X509Certificate2.CreateFromPemFile(path, options.TlsKey) : null;
}
