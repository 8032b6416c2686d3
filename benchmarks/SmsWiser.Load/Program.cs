using SmsWiser.Load;

return args switch
{
    ["smpp", .. var rest] => SmppLoad.Run(rest),
    ["import", .. var rest] => await ImportLoad.RunAsync(rest),
    ["plan", .. var rest] => await PlanLoad.RunAsync(rest),
    ["lists", .. var rest] => await ListLoad.RunAsync(rest),
    ["store", .. var rest] => await StoreLoad.RunAsync(rest),
    _ => await EngineLoad.Create().Parse(args).InvokeAsync(),
};
