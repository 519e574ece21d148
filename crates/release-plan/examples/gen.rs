use release_plan::generator::Shape;
fn cpu() -> f64 {
    let s = std::fs::read_to_string("/proc/self/schedstat").unwrap();
    s.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9
}
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let (releases, follows, seeds, limit): (usize, bool, u64, f64) =
        (a[1].parse().unwrap(), a[2] == "f", a[3].parse().unwrap(), a[4].parse().unwrap());
    let mut times = vec![];
    for seed in 1..=seeds {
        let problem = Shape::usual(releases, follows).problem(seed);
        let begun = cpu();
        let mut trace: Vec<(f64, f64, f64)> = vec![];
        let plan = problem.plan(&mut |s| {
            let t = cpu() - begun;
            for m in [0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0] {
                if t > m && trace.iter().all(|x| x.0 < m) {
                    trace.push((m.max(t), s.objective.unwrap_or(0.0), s.bound));
                }
            }
            t < limit
        });
        let t = cpu() - begun;
        times.push(t);
        match plan {
            Some(p) => println!(
                "{seed}: {:.1} / {:.1} gap {:.3}% parts {} {t:.3}s  {}",
                p.objective,
                p.bound,
                100.0 * p.gap(),
                p.parts,
                trace
                    .iter()
                    .map(|(t, o, b)| format!("{t:.2}s {:.2}%", 100.0 * (b - o) / b))
                    .collect::<Vec<_>>()
                    .join(" ")
            ),
            None => println!("{seed}: none {t:.3}"),
        }
    }
    times.sort_by(f64::total_cmp);
    println!(
        "median {:.3} p95 {:.3} max {:.3}",
        times[times.len() / 2],
        times[times.len() * 95 / 100],
        times[times.len() - 1]
    );
}
