using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace SmsWiser.Web;

/// <summary>Sets up what both listeners of a node are.</summary>
internal static class Listener
{
    /// <summary>An application with Kestrel and routing, and nothing else.</summary>
    public static WebApplication Build(ILoggerFactory logging, Action<KestrelServerOptions> configure)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            configure(options);
        });
        builder.Services.AddRoutingCore().AddSingleton<ILoggerFactory>(new KestrelLogging(logging));
        return builder.Build();
    }

    /// <summary>Lets Kestrel log and nothing above it: hosting and routing write paths, and numbers of people stand in paths.</summary>
    private sealed class KestrelLogging(ILoggerFactory logging) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) =>
            categoryName.StartsWith("Microsoft.AspNetCore.Server.Kestrel", StringComparison.Ordinal)
                ? logging.CreateLogger(categoryName)
                : NullLogger.Instance;

        public void AddProvider(ILoggerProvider provider) => logging.AddProvider(provider);

        // The factory is the caller's.
        public void Dispose() { }
    }
}
