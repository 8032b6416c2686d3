using SmsWiser.Load;

const int badUsage = 2;

switch (args)
{
    case ["smpp", .. var rest]:
        return SmppLoad.Run(rest);
    case ["import", .. var rest]:
        return await ImportLoad.RunAsync(rest);
    default:
        Console.Error.WriteLine("usage: SmsWiser.Load smpp|import [options]");
        return badUsage;
}
