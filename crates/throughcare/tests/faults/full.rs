//! A disk that is full: whoever writes is told so, whoever reads is too where the ledger cannot be written, nothing is
//! half-written, and with room on the disk the server works on.

use super::{
    installation::{Installation, Server},
    process::read,
    writes::{Chance, Ground, Write, new_person},
};
use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

/// A small disk: a file system in memory, mounted in a folder.
struct Disk(PathBuf);

impl Disk {
    /// Mounts one, where the test may.
    fn mounted(folder: &Path) -> Option<Self> {
        let disk = folder.join("disk");
        std::fs::create_dir(&disk).unwrap();
        let mut mount = Command::new("mount");
        let mounted = mount.args(["-t", "tmpfs", "-o", "size=48m", "tmpfs"]).arg(&disk).output();
        mounted.is_ok_and(|output| output.status.success()).then_some(Self(disk))
    }

    fn ballast(&self) -> PathBuf {
        self.0.join("ballast")
    }

    /// Fills it to the last block.
    fn fill(&self) {
        let mut file = std::fs::File::create(self.ballast()).unwrap();
        for size in [1 << 16, 1 << 12, 1] {
            while file.write_all(&vec![0; size]).is_ok() {}
        }
    }

    /// Makes room again.
    fn clear(&self) {
        std::fs::remove_file(self.ballast()).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_is_said_and_with_room_the_server_works_on() {
    let folder = tempfile::tempdir().unwrap();
    // Only root may mount; the small disk is the only honest way to a full one.
    let Some(disk) = Disk::mounted(folder.path()) else {
        assert_ne!(read(Command::new("id").arg("-u")).trim(), "0", "root could not mount a small disk");
        return;
    };
    let installation = Installation::in_folder(tempfile::tempdir().unwrap(), disk.0.join("data"), None);
    let server = installation.start();
    let ground = Ground::of(&server);
    let mut chance = Chance(7);
    let mut before: Vec<Write> = (0..6).map(|number| Write::new(0, number, &ground, &mut chance)).collect();
    for write in &mut before {
        write.again(&server);
    }

    disk.fill();
    // What the log has room for may still be taken, and is then as good as any other write.
    let mut meanwhile: Vec<Write> =
        (0..600).map(|number| Write::new(1, number, &ground, &mut chance)).collect();
    let refused_at = meanwhile.iter_mut().position(|write| {
        assert!(write.send(&server), "no answer");
        write.acknowledged.is_none()
    });
    let refused_at = refused_at.expect("a full disk refuses sooner or later");
    meanwhile.truncate(refused_at + 6);
    for write in &mut meanwhile[refused_at + 1..] {
        assert!(write.send(&server), "no answer");
    }
    says_that_it_is_full(&server);

    disk.clear();
    for write in before.iter().chain(&meanwhile).filter(|write| write.acknowledged.is_some()) {
        write.check(&server);
    }
    for write in before.iter_mut().chain(&mut meanwhile) {
        write.again(&server);
        write.check(&server);
    }
    installation.verify();
}

/// A write is refused in words that say why; a read is answered with the record, or refused as clearly.
fn says_that_it_is_full(server: &Server) {
    let body = new_person("Zqfull").to_string();
    let write = server.post("/api/v1/people", "full", &body).unwrap();
    assert_eq!(write.status, 507, "{}", write.body);
    assert_eq!(write.json()["code"], "disk-full");
    let look = server.get("/api/v1/caseload?limit=20");
    assert!([200, 503, 507].contains(&look.status), "{}: {}", look.status, look.body);
}
