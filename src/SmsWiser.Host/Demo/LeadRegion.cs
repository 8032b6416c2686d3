using SmsWiser.Core.Compliance;

namespace SmsWiser.Host.Demo;

/// <summary>Two neighbouring countries of made-up leads.</summary>
/// <param name="First">Name of the one with two thirds of the leads.</param>
/// <param name="Second">Name of the other.</param>
/// <param name="Numbers">Where the numbers of every first, second and third lead begin, with eight digits to come; the last is the second
/// country's.</param>
/// <param name="SecondCode">Calling code of the second country.</param>
/// <param name="FirstCities">Cities of the first.</param>
/// <param name="SecondCities">Cities of the second.</param>
internal sealed record LeadRegion(
    string First, string Second, IReadOnlyList<ulong> Numbers, string SecondCode, string FirstCities, string SecondCities)
{
    private static readonly TimeSpan Ample = TimeSpan.FromHours(1);

    /// <summary>France and Germany.</summary>
    public static LeadRegion Europe { get; } = new(
        "France", "Germany", [336_00000000, 337_00000000, 49151_00000000], "49",
        "Paris Lyon Marseille Toulouse Nice Nantes Lille Bordeaux Rennes Reims",
        "Berlin Hamburg München Köln Frankfurt Stuttgart Leipzig Dresden Bremen Nürnberg");

    /// <summary>Regions around the world: it is day in one of them at any time, also on the Sundays and holidays of the first.</summary>
    public static IReadOnlyList<LeadRegion> All { get; } =
    [
        Europe,
        new("Kenya", "Tanzania", [2547_00000000, 2547_00000000, 2557_00000000], "255",
            "Nairobi Mombasa Kisumu Nakuru Eldoret Thika Malindi Kitale Garissa Nyeri",
            "Dodoma Arusha Mwanza Mbeya Morogoro Tanga Kigoma Moshi Tabora Iringa"),
        new("Peru", "Colombia", [519_00000000, 519_00000000, 5731_00000000], "57",
            "Lima Arequipa Trujillo Chiclayo Piura Cusco Huancayo Tacna Iquitos Puno",
            "Bogotá Medellín Cali Barranquilla Cartagena Cúcuta Bucaramanga Pereira Manizales Pasto"),
        new("Japan", "Korea", [8190_00000000, 8180_00000000, 8210_00000000], "82",
            "Tokyo Osaka Nagoya Sapporo Fukuoka Kobe Kyoto Sendai Hiroshima Niigata",
            "Seoul Busan Incheon Daegu Daejeon Gwangju Suwon Ulsan Changwon Jeonju"),
    ];

    /// <summary>The first region whose people may be written to now and for some time yet, by the quiet hours that bind the node; when the
    /// file is the user's own it plays no part.</summary>
    public static LeadRegion AwakeAt(DateTimeOffset now)
    {
        var hours = new QuietHours(policy: null);
        return All.FirstOrDefault(region => region.Numbers.All(number => IsAwake(hours, number, now))) ?? Europe;
    }

    private static bool IsAwake(QuietHours hours, ulong number, DateTimeOffset now)
    {
        var place = Places.Find(number);
        return hours.Decide(place, now).IsAllowed && hours.Decide(place, now + Ample).IsAllowed;
    }
}
