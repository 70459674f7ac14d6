using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F1.1: abstract objects behind access paths.</summary>
public class F1_1_PathsTests
{
    [Fact]
    public Task F1_1_An_alias_is_the_same_object() => Guarded.Body("""
        var model = new Net();
        var alias = model;
        alias.eval();
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F1_1_A_new_object_in_the_same_variable_starts_anew() => Guarded.Body("""
        var model = new Net();
        model.eval();
        model = new Net();
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F1_1_An_alias_keeps_the_object_that_the_variable_left() => Guarded.Body("""
        var model = new Net();
        var first = model;
        model = new Net();
        model.eval();
        Console.WriteLine({|MODE101:first.call(x)|}.ToSingle());
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F1_1_A_chained_assignment_names_one_object() => Guarded.Body("""
        Net a, b;
        a = b = new Net();
        b.eval();
        Console.WriteLine(a.call(x).ToSingle());
        """);

    [Fact]
    public Task F1_1_A_field_of_a_new_object() => Guarded.Body("""
        var right = new Holder();
        right.Model.eval();
        var wrong = new Holder();
        Console.WriteLine(right.Model.call(x).ToSingle());
        Console.WriteLine({|MODE101:wrong.Model.call(x)|}.ToSingle());
        """, """
        class Holder { public Net Model = new Net(); }
        """);

    [Fact]
    public Task F1_1_A_property_of_a_new_object() => Guarded.Body("""
        var right = new Holder { Model = new Net() };
        right.Model.eval();
        var wrong = new Holder { Model = new Net() };
        Console.WriteLine(right.Model.call(x).ToSingle());
        Console.WriteLine({|MODE101:wrong.Model.call(x)|}.ToSingle());
        """, """
        class Holder { public Net Model { get; set; } }
        """);

    [Fact]
    public Task F1_1_A_required_init_property() => Guarded.Body("""
        var holder = new Holder { Model = new Net() };
        Console.WriteLine({|MODE101:holder.Model.call(x)|}.ToSingle());
        """, """
        class Holder { public required Net Model { get; init; } }
        """);

    [Fact]
    public Task F1_1_A_field_that_a_constructor_fills() => Guarded.Body("""
        var model = new Net();
        var holder = new Holder(model);
        holder.Model.eval();
        Console.WriteLine(model.call(x).ToSingle());
        var other = new Holder(new Net());
        Console.WriteLine({|MODE101:other.Model.call(x)|}.ToSingle());
        """, """
        class Holder
        {
            public readonly Net Model;
            public Holder(Net model) => Model = model;
        }
        """);

    [Fact]
    public Task F1_1_A_field_of_this_within_a_body() => Verify.Program("""
        class Runner
        {
            private Net model;
            public void Right(Tensor x)
            {
                model = new Net();
                model.eval();
                using (no_grad())
                    Console.WriteLine(this.model.call(x).ToSingle());
            }
            public void Wrong(Tensor x)
            {
                this.model = new Net();
                using (no_grad())
                    Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
            }
        }
        """);

    [Fact]
    public Task F1_1_A_field_of_an_uncalled_method_is_not_known() => Verify.Program("""
        class Runner
        {
            private readonly Net model = new Net();
            public void Run(Tensor x)
            {
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task F1_1_A_static_field_within_a_body() => Guarded.Body("""
        Shared = new Net();
        Console.WriteLine({|MODE101:Shared.call(x)|}.ToSingle());
        Program.Shared.eval();
        Console.WriteLine(Shared.call(x).ToSingle());
        """, """
        static Net Shared;
        """);

    [Fact]
    public Task F1_1_Tuple_elements_are_places() => Guarded.Body("""
        var pair = (new Net(), new Net());
        pair.Item1.eval();
        Console.WriteLine(pair.Item1.call(x).ToSingle());
        Console.WriteLine({|MODE101:pair.Item2.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F1_1_Named_tuple_elements_are_places() => Guarded.Body("""
        var pair = (teacher: new Net(), student: new Net());
        pair.teacher.eval();
        Console.WriteLine(pair.Item1.call(x).ToSingle());
        Console.WriteLine({|MODE101:pair.student.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F1_1_Deconstruction_hands_the_objects_out() => Guarded.Body("""
        var pair = (new Net(), new Net());
        var (teacher, student) = pair;
        teacher.eval();
        Console.WriteLine(pair.Item1.call(x).ToSingle());
        Console.WriteLine({|MODE101:student.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F1_1_Record_members_are_places() => Guarded.Body("""
        var pair = new Pair(new Net(), new Net());
        pair.Teacher.eval();
        Console.WriteLine(pair.Teacher.call(x).ToSingle());
        Console.WriteLine({|MODE101:pair.Student.call(x)|}.ToSingle());
        """, """
        record Pair(Net Teacher, Net Student);
        """);

    [Fact]
    public Task F1_1_A_ref_local_is_the_variable_itself() => Guarded.Body("""
        var model = new Net();
        ref var same = ref model;
        same.eval();
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F1_1_Assigning_through_a_ref_local_replaces_the_object() => Guarded.Body("""
        var model = new Net();
        model.eval();
        ref var same = ref model;
        same = new Net();
        same.eval();
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F1_1_An_out_argument_is_the_object_that_the_callee_made() => Guarded.Body("""
        Make(out var right, evaluate: true);
        Console.WriteLine(right.call(x).ToSingle());
        Bare(out var wrong);
        Console.WriteLine({|MODE101:wrong.call(x)|}.ToSingle());
        """, """
        static void Make(out Net model, bool evaluate)
        {
            model = new Net();
            model.eval();
        }
        static void Bare(out Net model) => model = new Net();
        """);

    [Fact]
    public Task F1_1_A_ref_argument_may_be_replaced() => Guarded.Body("""
        var model = new Net();
        model.eval();
        Replace(ref model);
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """, """
        static void Replace(ref Net model) => model = new Net();
        """);

    [Fact]
    public Task F1_1_A_captured_primary_constructor_parameter() => Verify.Program("""
        class Runner(Net model)
        {
            public void Right(Tensor x)
            {
                model.eval();
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
            public void Unknown(Tensor x)
            {
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task F1_1_A_conditional_alias_is_a_reference_under_its_condition() => Guarded.Body("""
        var a = new Net();
        var b = new Net();
        var chosen = flag ? a : b;
        chosen.eval();
        Console.WriteLine(chosen.call(x).ToSingle());
        Console.WriteLine({|MODE106:a.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F1_1_A_conditional_alias_is_the_other_object_where_the_condition_says_so() => Guarded.Body("""
        var a = new Net();
        var b = new Net();
        var chosen = flag ? a : b;
        chosen.eval();
        if (flag)
            Console.WriteLine(a.call(x).ToSingle());
        else
            Console.WriteLine(b.call(x).ToSingle());
        """);

    [Fact]
    public Task F1_1_Neither_side_of_a_conditional_alias_was_switched() => Guarded.Body("""
        var a = new Net();
        var b = new Net();
        var chosen = flag ? a : b;
        Console.WriteLine({|MODE101:chosen.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F1_1_One_side_of_a_conditional_alias_was_switched() => Guarded.Body("""
        var a = new Net();
        var b = new Net();
        a.eval();
        var chosen = flag ? a : b;
        Console.WriteLine({|MODE106:chosen.call(x)|}.ToSingle());
        """);
}
