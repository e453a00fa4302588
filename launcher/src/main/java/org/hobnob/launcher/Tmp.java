package org.hobnob.launcher;

final class Tmp {}
