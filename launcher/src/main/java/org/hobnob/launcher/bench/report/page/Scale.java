package org.hobnob.launcher.bench.report.page;

import java.util.ArrayList;
import java.util.List;

/** Maps values to a share of an axis, 0 to 1. */
final class Scale {
    private static final double[] STEPS = {1, 2, 2.5, 5, 10};
    private static final int TICKS = 4;

    private final boolean logarithmic;
    private final double low;
    private final double high;

    private Scale(boolean logarithmic, double low, double high) {
        this.logarithmic = logarithmic;
        this.low = low;
        this.high = high;
    }

    /** Powers of ten around all values above 0, at least one decade. */
    static Scale logarithmic(List<Double> values) {
        List<Double> positive = values.stream().filter(value -> value > 0).toList();
        double least = positive.stream().min(Double::compare).orElse(1.0);
        double most = positive.stream().max(Double::compare).orElse(10.0);
        double low = Math.pow(10, Math.floor(Math.log10(least) + 1e-9));
        double high = Math.max(low * 10, Math.pow(10, Math.ceil(Math.log10(most) - 1e-9)));
        return new Scale(true, low, high);
    }

    /** From 0 to a round number that is not below any value. */
    static Scale linear(List<Double> values) {
        double most =
                values.stream().max(Double::compare).filter(value -> value > 0).orElse(1.0);
        double step = step(most);
        return new Scale(false, 0, Math.ceil(most / step - 1e-9) * step);
    }

    private static double step(double most) {
        double rough = most / TICKS;
        double decade = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double step : STEPS) {
            if (step * decade >= rough) {
                return step * decade;
            }
        }
        return STEPS[STEPS.length - 1] * decade;
    }

    /** Where a value is; values outside are at the ends. */
    double at(double value) {
        double share = logarithmic
                ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
                : (value - low) / (high - low);
        return Math.max(0, Math.min(1, share));
    }

    /** The values that get a line. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (logarithmic) {
            for (double tick = low; tick <= high * (1 + 1e-9); tick *= 10) {
                ticks.add(tick);
            }
        } else {
            double step = step(high);
            for (double tick = low; tick <= high + step / 2; tick += step) {
                ticks.add(tick);
            }
        }
        return ticks;
    }
}
