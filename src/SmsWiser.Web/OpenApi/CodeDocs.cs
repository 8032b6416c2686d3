using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SmsWiser.Web.OpenApi;

/// <summary>What the comments of the code say: the compiler writes them beside each assembly.</summary>
internal static partial class CodeDocs
{
    private static readonly Dictionary<Assembly, Dictionary<string, XElement>> Files = [];

    /// <summary>The summary of a type.</summary>
    public static string OfType(Type type) => Text(Find(type.Assembly, $"T:{Name(type)}")?.Element("summary"));

    /// <summary>The summary of a property, or of the parameter of a record that became it.</summary>
    public static string OfProperty(Type type, string property)
    {
        var own = Text(Find(type.Assembly, $"P:{Name(type)}.{property}")?.Element("summary"));
        return own.Length > 0 ? own : Text(Find(type.Assembly, $"T:{Name(type)}")?.Elements("param")
            .FirstOrDefault(one => (string?)one.Attribute("name") == property));
    }

    /// <summary>The summary of a method, and the codes of refusals that its comment names.</summary>
    public static (string Summary, IReadOnlyList<string> Codes) OfMethod(Type type, string method)
    {
        var prefix = $"M:{Name(type)}.{method}";
        var found = All(type.Assembly)
            .FirstOrDefault(one => one.Key == prefix || one.Key.StartsWith(prefix + '(', StringComparison.Ordinal)).Value;
        var codes = found?.Elements("exception").SelectMany(one => one.Descendants("c")).Select(one => one.Value).Distinct().ToList();
        return (Text(found?.Element("summary")), codes ?? []);
    }

    private static XElement? Find(Assembly assembly, string member) => All(assembly).GetValueOrDefault(member);

    private static Dictionary<string, XElement> All(Assembly assembly)
    {
        lock (Files)
        {
            if (Files.TryGetValue(assembly, out var known))
                return known;
            var path = Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.xml");
            return Files[assembly] = File.Exists(path)
                ? XDocument.Load(path).Descendants("member").ToDictionary(one => (string)one.Attribute("name")!, StringComparer.Ordinal)
                : [];
        }
    }

    private static string Name(Type type) =>
        (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static string Text(XElement? element) => element is null ? "" : Blanks().Replace(
        string.Concat(element.Nodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement { Name.LocalName: "see" or "paramref" } see => Short(see),
            _ => "",
        })), " ").Trim();

    private static string Short(XElement see) => ((string?)see.Attribute("cref") ?? (string?)see.Attribute("name") ?? "")
        .Split('(')[0].Split('.', ':')[^1];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
