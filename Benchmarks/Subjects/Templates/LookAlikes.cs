
/// <summary>No model, but its members are named as a model's.</summary>
public sealed class ThingFormula
{
    private double _factor = 1;

    public ThingFormula train(IEnumerable<double> samples)
    {
        foreach (var sample in samples)
            _factor = 0.9 * _factor + 0.1 * sample;
        return this;
    }

    public double eval(double x) => _factor * x;

    public double call(double x) => eval(x) + 1;

    public IEnumerable<double> forward(IEnumerable<double> values)
    {
        foreach (var value in values)
            yield return call(value);
    }
}

public static class ThingFormulas
{
    public static double Apply(ThingFormula formula, double x) => formula.call(formula.eval(x));

    public static bool Validate(ThingFormula formula, IReadOnlyList<double> known)
    {
        formula.train(known);
        var error = 0.0;
        foreach (var value in formula.forward(known))
            error = Math.Max(error, Math.Abs(value - Apply(formula, value)));
        return error < 0.5;
    }

    public static int Test(IReadOnlyList<double> known)
    {
        var formula = new ThingFormula();
        return Validate(formula, known) ? 0 : 1;
    }
}
