using SmsWiser.Load;

switch (args.FirstOrDefault())
{
    case "import":
        return await ImportLoad.RunAsync(args[1..]);
    default:
        Console.Error.WriteLine("usage: SmsWiser.Load import [--leads N] [--runs N] [--seed N]");
        return 2;
}
